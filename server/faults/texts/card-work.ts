import type { Share } from '../fault-texts.js';

/** Card, reader and module while the work goes on. */
export const cardWork = {
  CARD_REMOVED: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'Kortet togs ut, eller läsaren tappade kontakten med det, medan arbetet pågick.',
      en: 'The card was taken out, or the reader lost contact with it, while the work went on.',
    },
    cardholderTitle: { sv: 'Kortet är inte i läsaren', en: 'The card is not in the reader' },
    cardholderText: {
      sv: 'Sätt tillbaka samma kort, med chipet uppåt och först. Du behöver inte börja om: uppgraderingen fortsätter där den var, men du kan få skriva koden igen. Ingenting är förlorat och de gamla certifikaten ligger kvar på kortet. Går den inte vidare inom en minut: ring 2020, val 5.',
      en: 'Put the same card back, chip up and chip first. You do not need to start over: the upgrade goes on where it was, though you may have to type the PIN again. Nothing is lost, and the old certificates are still on the card. If it does not go on within a minute, call 2020, option 5.',
    },
    staffSay: {
      sv: 'Kortet har lossnat ur läsaren. Sätt tillbaka samma kort, så fortsätter det av sig självt. Starta inte om.',
      en: 'The card has come out of the reader. Please put the same card back and it goes on by itself. Do not restart.',
    },
    staffDo: {
      sv: 'Vänta: sessionen återupptas av sig själv när samma kort är tillbaka. Upprepas det: glapp i läsaren, prova en annan.',
      en: 'Wait: the session resumes by itself when the same card is back. If it repeats, the reader has a loose contact: try another.',
    },
  },
  OTHER_CARD: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'Ett annat kort än det som uppgraderingen började med sitter i läsaren. Det rörs inte.',
      en: 'A card other than the one that the upgrade began with is in the reader. It is not touched.',
    },
    cardholderTitle: { sv: 'Det är ett annat kort', en: 'This is another card' },
    cardholderText: {
      sv: 'Uppgraderingen började med ett annat kort än det som sitter i nu. Sätt tillbaka det första kortet, så fortsätter den av sig själv. Ingenting har ändrats på kortet som sitter i, och ingenting är förlorat på det första. Hittar du inte det första kortet: ring 2020, val 5.',
      en: 'The upgrade began with another card than the one that is in now. Put the first card back and it goes on by itself. Nothing was changed on the card that is in, and nothing is lost on the first. If you can’t find the first card, call 2020, option 5.',
    },
    staffSay: {
      sv: 'Det sitter ett annat kort i läsaren nu. Sätt tillbaka kortet du började med.',
      en: 'There is another card in the reader now. Please put back the card you began with.',
    },
    staffDo: {
      sv: 'Jämför kortnumret i sessionen med det som är tryckt på kortet. Ska det andra kortet uppgraderas i stället: avbryt och börja en ny uppgradering med det.',
      en: 'Compare the card number in the session with the printed one. If the other card is to be upgraded instead: cancel and begin a new upgrade with it.',
    },
  },
  CARD_MEMORY_FULL: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'Kortets minne rymmer inte fler certifikat.',
      en: 'The card’s memory holds no more certificates.',
    },
    cardholderTitle: { sv: 'Kortets minne är fullt', en: 'The card’s memory is full' },
    cardholderText: {
      sv: 'Alla nya certifikat får inte plats på kortet. Det som fungerade förut fungerar fortfarande, så du kan fortsätta arbeta med kortet. Räcker det att ta bort gamla certifikat som har gått ut frågar sidan om det, och tar bort dem bara om du säger ja. Annars: ring 2020, val 5. Ingenting är förlorat: det som är utfärdat hämtas när det finns plats.',
      en: 'There is no room on the card for all the new certificates. What worked before still works, so you can go on working with the card. If it is enough to remove old ones that have expired, the page asks, and removes them only if you say yes. Otherwise call 2020, option 5. Nothing is lost: what was issued is fetched when there is room.',
    },
    staffSay: {
      sv: 'Kortet är fullt, så alla nya certifikat får inte plats än. Det som fungerade förut fungerar fortfarande. Frågar sidan om gamla certifikat som har gått ut får tas bort, så bestämmer du.',
      en: 'The card is full, so not all the new certificates fit yet. What worked before still works. If the page asks whether old ones that have expired may be removed, that is for you to decide.',
    },
    staffDo: {
      sv: 'Se på skärmen hos den som ringer om sidan frågar. Kortinnehavaren svarar själv; ett giltigt certifikat tas aldrig bort så. Frågar den inte räcker de utgångna inte till: ID-administratören.',
      en: 'See on the caller’s screen whether the page asks. The cardholder answers; a valid certificate is never removed like that. If it does not ask, the expired ones are not enough: the ID administrator.',
    },
  },
  CARD_ERROR: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'Kortet eller läsaren svarade med ett fel. Funktionens namn och felnumret står vid händelsen.',
      en: 'The card or the reader answered with an error. The function’s name and the number stand beside the event.',
    },
    cardholderTitle: { sv: 'Kortet svarade inte som det skulle', en: 'The card did not answer as it should' },
    cardholderText: {
      sv: 'Låt kortet sitta i och försök igen. Hjälper det inte: ta ut kortet, torka chipet med en torr trasa och sätt i samma kort igen, gärna i en annan läsare. De gamla certifikaten ligger kvar på kortet. Händer det flera gånger: ring 2020, val 5.',
      en: 'Leave the card in and try again. If that does not help, take the card out, wipe the chip with a dry cloth and insert the same card again, preferably in another reader. The old certificates are still on the card. If it happens several times, call 2020, option 5.',
    },
    staffSay: {
      sv: 'Kortet svarade med ett fel. Torka chipet med en torr trasa, sätt i kortet igen och försök en gång till.',
      en: 'The card answered with an error. Please wipe the chip with a dry cloth, insert the card again and try once more.',
    },
    staffDo: {
      sv: 'Prova en annan läsare och dator. Upprepas det: skicka funktionsnamn och felnummer från händelsen till IT.',
      en: 'Try another reader and PC. If it repeats, send the function name and number from the event to IT.',
    },
  },
  CARD_BUSY: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'Ett annat program håller kortet.',
      en: 'Another program holds the card.',
    },
    cardholderTitle: { sv: 'Kortet används av ett annat program', en: 'Another program is using the card' },
    cardholderText: {
      sv: 'Stäng andra program som använder kortet, till exempel en annan inloggning i webbläsaren eller kortprogrammets eget fönster. Låt kortet sitta i och försök igen. Ingenting är förlorat. Hjälper det inte: ring 2020, val 5.',
      en: 'Close other programs that use the card, such as another sign-in in the browser or the card software’s own window. Leave the card in and try again. Nothing is lost. If that does not help, call 2020, option 5.',
    },
    staffSay: {
      sv: 'Ett annat program håller i kortet. Stäng andra inloggningar och kortprogrammets fönster, men låt kortet sitta i.',
      en: 'Another program holds the card. Please close other sign-ins and the card software’s window, but leave the card in.',
    },
    staffDo: {
      sv: 'Fråga vilka program som är öppna. Sista utvägen är att starta om datorn: uppgraderingen fortsätter där den var.',
      en: 'Ask which programs are open. The last resort is to restart the PC: the upgrade goes on where it was.',
    },
  },
  CARD_READ_ONLY: {
    step: 'INSTALL_AUTHENTICATION',
    costsPinTry: false,
    cause: {
      sv: 'Kortet, eller kortprogrammet, tillåter inte att något skrivs.',
      en: 'The card, or its middleware, allows nothing to be written.',
    },
    cardholderTitle: { sv: 'Det går inte att skriva på kortet', en: 'The card can’t be written to' },
    cardholderText: {
      sv: 'Kortet eller kortprogrammet på datorn tillåter inga ändringar. Kortet fungerar som förut och de gamla certifikaten ligger kvar. Prova en annan dator, eller ring 2020, val 5.',
      en: 'The card, or the card software on this PC, allows no changes. The card works as before and the old certificates are still there. Try another PC, or call 2020, option 5.',
    },
    staffSay: {
      sv: 'Kortet går inte att skriva på från den här datorn. Det fungerar som förut. Har du en annan dator i närheten?',
      en: 'The card can’t be written to from this PC. It works as before. Is there another PC nearby?',
    },
    staffDo: {
      sv: 'Jämför kortprogram och version i sessionen med dem som ska användas. Rätt program och ändå skrivskyddat: ID-administratören.',
      en: 'Compare middleware and version in the session with the supported ones. Right software and still read-only: the ID administrator.',
    },
  },
  MODULE_CRASHED: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'Kortprogrammet (PKCS#11-modulen) kraschade. Det körs för sig och startas om av sig självt, två gånger i rad; sedan frågar sidan.',
      en: 'The card software (PKCS#11 module) crashed. It runs on its own and is started again by itself, twice in a row; then the page asks.',
    },
    cardholderTitle: { sv: 'Kortprogrammet stannade', en: 'The card software stopped' },
    cardholderText: {
      sv: 'Programmet som läser kortet stannade. Låt kortet sitta i och försök igen, så startas det om; du kan få skriva koden en gång till. Ingenting är förlorat och de gamla certifikaten ligger kvar på kortet. Händer det flera gånger: ring 2020, val 5.',
      en: 'The program that reads the card stopped. Leave the card in and try again, and it is started anew; you may have to type the PIN once more. Nothing is lost, and the old certificates are still on the card. If it happens several times, call 2020, option 5.',
    },
    staffSay: {
      sv: 'Kortprogrammet på datorn stannade. Låt kortet sitta i. Oftast startar det om av sig självt; annars frågar sidan om du vill försöka igen.',
      en: 'The card software on the PC stopped. Leave the card in. It usually starts again by itself; otherwise the page asks whether you want to try again.',
    },
    staffDo: {
      sv: 'Vänta tills sidan går vidare eller frågar. Frågar den har det stannat flera gånger: skicka kortprogram, version och händelse till IT. En annan dator är den snabbaste vägen.',
      en: 'Wait until the page goes on or asks. If it asks, it has stopped several times: send middleware, version and event to IT. Another PC is the quickest way.',
    },
  },
  MODULE_TIMED_OUT: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'Kortprogrammet svarade inte i tid och avbröts. Det startas om av sig självt, två gånger i rad; sedan frågar sidan. Vad kortet hann göra kontrolleras innan något görs igen.',
      en: 'The card software did not answer in time and was stopped. It is started again by itself, twice in a row; then the page asks. What the card got done is checked before anything is repeated.',
    },
    cardholderTitle: { sv: 'Kortprogrammet svarar inte', en: 'The card software does not answer' },
    cardholderText: {
      sv: 'Kortet tog för lång tid på sig och arbetet avbröts. Låt kortet sitta i och försök igen: det som redan är gjort på kortet kontrolleras först, så inget görs två gånger. De gamla certifikaten ligger kvar. Händer det flera gånger: ring 2020, val 5.',
      en: 'The card took too long and the work was stopped. Leave the card in and try again: what is already done on the card is checked first, so nothing is done twice. The old certificates are still there. If it happens several times, call 2020, option 5.',
    },
    staffSay: {
      sv: 'Kortet svarade inte i tid. Låt det sitta i. Oftast går det vidare av sig självt; annars frågar sidan om du vill försöka igen. Inget görs dubbelt.',
      en: 'The card did not answer in time. Leave it in. It usually goes on by itself; otherwise the page asks whether you want to try again. Nothing is done twice.',
    },
    staffDo: {
      sv: 'Vänta tills sidan går vidare eller frågar. Frågar den: prova en annan läsare, och skicka kortprogram, version och händelse till IT.',
      en: 'Wait until the page goes on or asks. If it asks, try another reader, and send middleware, version and event to IT.',
    },
  },
} satisfies Share;
