import type { Share } from '../fault-texts.js';

/** The session, the server, and the PC around them. */
export const session = {
  SERVER_UNREACHABLE: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'Kortagenten når inte servern: nätverk, brandvägg eller avbrott. Händelserna sparas på datorn och skickas sedan.',
      en: 'The card agent can’t reach the server: network, firewall or outage. Its events are kept on the PC and sent later.',
    },
    cardholderTitle: { sv: 'Ingen kontakt med servern', en: 'No contact with the server' },
    cardholderText: {
      sv: 'Låt kortet sitta i. Uppgraderingen fortsätter av sig själv när förbindelsen är tillbaka, och ingenting är förlorat. Kontrollera under tiden att datorn har nätverk. Dröjer det mer än några minuter: ring 2020, val 5.',
      en: 'Leave the card in. The upgrade goes on by itself when the connection is back, and nothing is lost. Meanwhile, check that the PC has a network. If it takes more than a few minutes, call 2020, option 5.',
    },
    staffSay: {
      sv: 'Datorn har tappat kontakten med oss. Låt kortet sitta i, det fortsätter av sig självt när nätet är tillbaka.',
      en: 'The PC has lost contact with us. Leave the card in, it goes on by itself when the network is back.',
    },
    staffDo: {
      sv: 'Se på tavlan om flera är drabbade. En ensam: nätverk, VPN eller brandvägg hos personen. Många: säg till driften.',
      en: 'See on the board whether several are affected. One alone: network, VPN or firewall on their side. Many: tell operations.',
    },
  },
  PAIRING_CODE_UNKNOWN: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'Kopplingskoden finns inte eller har gått ut. Koder gäller en kort tid och byts sedan.',
      en: 'The pairing code does not exist or has expired. Codes are valid for a short time and then change.',
    },
    cardholderTitle: { sv: 'Kopplingskoden gäller inte', en: 'The pairing code is not valid' },
    cardholderText: {
      sv: 'Läs upp koden som står på sidan just nu, fyra tecken i taget. Den byts med jämna mellanrum. Uppgraderingen påverkas inte.',
      en: 'Read out the code that is on the page right now, four characters at a time. It changes at intervals. The upgrade is not affected.',
    },
    staffSay: {
      sv: 'Den koden hittar jag inte. Kan du läsa den som står på sidan just nu, fyra tecken i taget?',
      en: 'I can’t find that code. Could you read the one on the page right now, four characters at a time?',
    },
    staffDo: {
      sv: 'Kontrollera tecken för tecken: 0, O, 1, I, L, A, E och U förekommer aldrig. Är sidan stängd: kortagenten startas igen.',
      en: 'Check character by character: 0, O, 1, I, L, A, E and U never occur. If the page is closed, the card agent is started again.',
    },
  },
  TOO_MANY_ATTEMPTS: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'För många försök på kort tid, för att koder och lösenord inte ska kunna gissas. Gäller inte kortets säkerhetskoder.',
      en: 'Too many attempts in a short time, so that codes and passwords can’t be guessed. It does not concern the card’s PINs.',
    },
    cardholderTitle: { sv: 'För många försök', en: 'Too many attempts' },
    cardholderText: {
      sv: 'Det gjordes för många försök på kort tid. Vänta en stund och försök igen. Kortet är inte låst och ingenting på det har ändrats.',
      en: 'There were too many attempts in a short time. Wait a while and try again. The card is not locked and nothing on it has changed.',
    },
    staffSay: {
      sv: 'Det blev för många försök på kort tid. Vi väntar en stund, sedan går det igen. Kortet är inte låst.',
      en: 'There were too many attempts in a short time. We wait a while and then it works again. The card is not locked.',
    },
    staffDo: {
      sv: 'Vänta tiden som visas. Upprepas det utan att du försökt: säg till driften, någon kan gissa.',
      en: 'Wait for the time shown. If it repeats without you trying, tell operations: someone may be guessing.',
    },
  },
  SESSION_ENDED: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'Sessionen är redan avslutad: klar, avbruten, misslyckad, för gammal, eller för att samma kort har loggat in på en annan dator.',
      en: 'The session has already ended: completed, cancelled, failed, expired, or because the same card signed in on another PC.',
    },
    cardholderTitle: { sv: 'Den här uppgraderingen är avslutad', en: 'This upgrade has ended' },
    cardholderText: {
      sv: 'Det går inte att fortsätta just här: uppgraderingen har legat för länge, eller så har kortet loggat in på en annan dator. Starta kortagenten igen på datorn där kortet sitter. Det som redan är utfärdat för kortet hämtas då igen, så ingenting är förlorat, och de gamla certifikaten ligger kvar. Ring 2020, val 5, om det inte går.',
      en: 'It can’t go on right here: the upgrade was left for too long, or the card has signed in on another PC. Start the card agent again on the PC that has the card. What was issued for the card is then fetched again, so nothing is lost, and the old certificates are still there. Call 2020, option 5, if that does not work.',
    },
    staffSay: {
      sv: 'Den uppgraderingen är avslutad. Starta kortagenten igen så får du en ny kopplingskod att läsa upp.',
      en: 'That upgrade has ended. Start the card agent again and you get a new pairing code to read out.',
    },
    staffDo: {
      sv: 'Sök upp den nya sessionen med den nya kopplingskoden. Står det att den fortsätter en tidigare session är det samma uppgradering.',
      en: 'Find the new session with the new pairing code. If it says that it goes on from an earlier session, it is the same upgrade.',
    },
  },
  SESSION_STATE: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'Kortagenten bad om något som inte hör till det här läget, till exempel certifikat innan villkoren är godkända.',
      en: 'The card agent asked for something out of turn, such as a certificate before the terms are accepted.',
    },
    cardholderTitle: { sv: 'Uppgraderingen kom i otakt', en: 'The upgrade got out of step' },
    cardholderText: {
      sv: 'Kortagenten och servern är inte överens om vilket steg det är. Stäng kortagenten och starta den igen: den fortsätter där den var. Ingenting är förlorat och de gamla certifikaten ligger kvar på kortet. Händer det igen: ring 2020, val 5.',
      en: 'The card agent and the server do not agree on which step it is. Close the card agent and start it again: it goes on where it was. Nothing is lost, and the old certificates are still on the card. If it happens again, call 2020, option 5.',
    },
    staffSay: {
      sv: 'Programmet på datorn kom i otakt. Stäng det och starta det igen, så fortsätter det där det var.',
      en: 'The program on the PC got out of step. Close it and start it again, and it goes on where it was.',
    },
    staffDo: {
      sv: 'Hjälper inte en omstart: anteckna sessionens nummer och kortagentens version och lämna det till driften.',
      en: 'If a restart does not help, note the session’s number and the card agent’s version and give them to operations.',
    },
  },
  WINDOW_CLOSED: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'Kortinnehavarens sida stängdes, eller datorn gick i viloläge. Kortagenten väntar.',
      en: 'The cardholder’s page was closed, or the PC went to sleep. The card agent waits.',
    },
    cardholderTitle: { sv: 'Sidan stängdes', en: 'The page was closed' },
    cardholderText: {
      sv: 'Öppna sidan igen eller starta kortagenten en gång till. Uppgraderingen fortsätter där den var och ingenting är förlorat.',
      en: 'Open the page again or start the card agent once more. The upgrade goes on where it was and nothing is lost.',
    },
    staffSay: {
      sv: 'Sidan har stängts på din dator. Starta kortagenten igen, så fortsätter det där det var.',
      en: 'The page has been closed on your PC. Start the card agent again and it goes on where it was.',
    },
    staffDo: {
      sv: 'Vänta tills sessionen lever igen. Be personen hålla datorn vaken tills det är klart.',
      en: 'Wait until the session is alive again. Ask the person to keep the PC awake until it is done.',
    },
  },
  DISK_FULL: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'Datorns disk är full: kortagenten kan inte anteckna vad den gör, och rör därför inte kortet.',
      en: 'The PC’s disk is full: the card agent can’t note what it does, and so does not touch the card.',
    },
    cardholderTitle: { sv: 'Datorns disk är full', en: 'The PC’s disk is full' },
    cardholderText: {
      sv: 'Det finns inte plats att spara hur långt uppgraderingen har kommit, så den väntar. Töm papperskorgen eller ta bort något stort och försök igen. Låt kortet sitta i; ingenting på det är förlorat. Hjälper det inte: ring 2020, val 5.',
      en: 'There is no room to save how far the upgrade has come, so it waits. Empty the bin or remove something large and try again. Leave the card in; nothing on it is lost. If that does not help, call 2020, option 5.',
    },
    staffSay: {
      sv: 'Datorns disk är full. Töm papperskorgen och försök igen. Kortet är det inget fel på.',
      en: 'The PC’s disk is full. Please empty the bin and try again. There is nothing wrong with the card.',
    },
    staffDo: {
      sv: 'Hjälper det inte: en annan dator, eller IT frigör plats.',
      en: 'If that does not help: another PC, or IT frees space.',
    },
  },
  STORAGE_FAILED: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'Något kunde inte sparas, på datorn eller i serverns databas. Bara det som är sparat räknas som gjort.',
      en: 'Something could not be saved, on the PC or in the server’s database. Only what is saved counts as done.',
    },
    cardholderTitle: { sv: 'Det gick inte att spara', en: 'It could not be saved' },
    cardholderText: {
      sv: 'Ett steg kunde inte sparas. Låt kortet sitta i, vänta en liten stund och försök igen. Inget görs två gånger, och de gamla certifikaten ligger kvar på kortet. Händer det flera gånger: ring 2020, val 5.',
      en: 'A step could not be saved. Leave the card in, wait a little and try again. Nothing is done twice, and the old certificates are still on the card. If it happens several times, call 2020, option 5.',
    },
    staffSay: {
      sv: 'Det gick inte att spara just då. Vänta en liten stund och försök igen, inget görs dubbelt.',
      en: 'It could not be saved just then. Wait a little and try again, nothing is done twice.',
    },
    staffDo: {
      sv: 'Se på tavlan om flera är drabbade: då är det servern, säg till driften. En ensam: rättigheter eller disk på datorn, IT.',
      en: 'See on the board whether several are affected: then it is the server, tell operations. One alone: permissions or disk on the PC, IT.',
    },
  },
  INVALID_INPUT: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'Servern tog inte emot en uppgift: den saknas, har fel form eller pekar på något som inte finns.',
      en: 'The server did not accept a value: missing, malformed, or naming something that does not exist.',
    },
    cardholderTitle: { sv: 'En uppgift kunde inte tas emot', en: 'A value was not accepted' },
    cardholderText: {
      sv: 'Servern förstod inte det som skickades. Kontrollera det du skrev och försök igen. Ingenting på kortet är förlorat. Har du inte skrivit något: starta kortagenten igen, och ring 2020, val 5, om felet är kvar.',
      en: 'The server did not understand what was sent. Check what you typed and try again. Nothing on the card is lost. If you typed nothing, start the card agent again, and call 2020, option 5, if the failure remains.',
    },
    staffSay: {
      sv: 'En uppgift kunde inte tas emot. Försök en gång till.',
      en: 'A value was not accepted. Please try once more.',
    },
    staffDo: {
      sv: 'Läs vilken uppgift det gäller. Kortagentens version kan vara för gammal för servern. Skicka annars händelsen till driften.',
      en: 'Read which value it concerns. The card agent’s version may be too old for the server. Otherwise send the event to operations.',
    },
  },
  UNKNOWN: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'Ett fel som listan inte känner. Funktionens namn, felnumret och felets egna ord är sparade vid händelsen.',
      en: 'A failure that this list does not know. The function’s name, the number and the failure’s own words are kept beside the event.',
    },
    cardholderTitle: { sv: 'Något oväntat hände', en: 'Something unexpected happened' },
    cardholderText: {
      sv: 'Vi vet inte vad det beror på, och därför väntar uppgraderingen. De gamla certifikaten ligger kvar på kortet. Låt kortet sitta i och försök igen: kortagenten kontrollerar kortet och fortsätter där den var. Händer det igen: ring 2020, val 5, så ser handläggaren vad som hände.',
      en: 'We do not know the cause, and so the upgrade waits. The old certificates are still on the card. Leave the card in and try again: the card agent checks the card and goes on where it was. If it happens again, call 2020, option 5, where staff can see what happened.',
    },
    staffSay: {
      sv: 'Det hände något som vi inte känner igen. Kortets gamla certifikat ligger kvar. Låt kortet sitta i och försök igen, så ser vi tillsammans.',
      en: 'Something happened that we do not recognise. The card’s old certificates are still there. Leave the card in and try again, and we will look together.',
    },
    staffDo: {
      sv: 'Anteckna funktionsnamn, felnummer och felets ord från händelsen och skicka dem till IT och driften. Gissa inte en orsak.',
      en: 'Note the function name, the number and the words from the event and send them to IT and operations. Do not guess a cause.',
    },
  },
} satisfies Share;
