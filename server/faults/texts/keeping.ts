import type { Share } from '../fault-texts.js';

/** What keeps the upgrade whole: journal, other programs, other cards, and what was issued before. */
export const keeping = {
  REMOTE_DESKTOP: {
    step: 'SIGN_IN',
    costsPinTry: false,
    cause: {
      sv: 'Kortagenten körs i fjärrskrivbord eller Citrix. Läsaren är då omdirigerad, och kortarbetet kan brytas mitt i.',
      en: 'The card agent runs over remote desktop or Citrix. The reader is redirected then, and card work can break off halfway.',
    },
    cardholderTitle: { sv: 'Du arbetar via fjärrskrivbord', en: 'You work over remote desktop' },
    cardholderText: {
      sv: 'Uppgraderingen ska göras på datorn där kortläsaren sitter, inte via fjärrskrivbord eller Citrix. Starta kortagenten på en vanlig dator i stället. Ingenting på kortet har ändrats. Har du ingen annan dator kan du fortsätta ändå: bryts det mitt i är kortet inte sämre än förut, och uppgraderingen går att slutföra på en annan dator. Frågor: ring 2020, val 5.',
      en: 'The upgrade should be made on the PC that the card reader is plugged into, not over remote desktop or Citrix. Start the card agent on an ordinary PC instead. Nothing on the card has changed. If you have no other PC you can go on anyway: if it breaks off, the card is no worse than before, and the upgrade can be finished on another PC. Questions: call 2020, option 5.',
    },
    staffSay: {
      sv: 'Du sitter i fjärrskrivbord. Det går bäst på datorn där läsaren sitter. Har du en vanlig dator i närheten?',
      en: 'You are working over remote desktop. It works best on the PC that holds the reader. Is there an ordinary PC nearby?',
    },
    staffDo: {
      sv: 'Föreslå en vanlig dator. Fortsätter personen ändå: följ sessionen till slutet.',
      en: 'Suggest an ordinary PC. If the person goes on anyway: follow the session to its end.',
    },
  },
  CARD_OTHER_ISSUER: {
    step: 'SIGN_IN',
    costsPinTry: false,
    cause: {
      sv: 'Inget certifikat på kortet kommer från en utfärdare som kan uppgraderas här.',
      en: 'No certificate on the card comes from an issuer whose cards are upgraded here.',
    },
    cardholderTitle: { sv: 'Det här är ett kort från en annan utfärdare', en: 'This card comes from another issuer' },
    cardholderText: {
      sv: 'Kortet fungerar, men det är inte ett e-tjänstekort som kan uppgraderas här. Ta ut det och sätt i ditt e-tjänstekort, så går sidan vidare av sig själv. Ingen kod har frågats efter och kortet är orört. Är det ändå ditt e-tjänstekort: ring 2020, val 5.',
      en: 'The card works, but it is not a staff card that can be upgraded here. Take it out and insert your staff card, and the page goes on by itself. No PIN was asked for, and the card is untouched. If it is your staff card all the same, call 2020, option 5.',
    },
    staffSay: {
      sv: 'Kortet i läsaren kommer från en annan utfärdare. Sätt i e-tjänstekortet i stället.',
      en: 'The card in the reader comes from another issuer. Please insert the staff card instead.',
    },
    staffDo: {
      sv: 'Utfärdarna på kortet står under För IT. Ska utfärdaren godtas: driften lägger till den (TRUST_ANCHORS).',
      en: 'The issuers on the card stand under For IT. If the issuer should be accepted: operations add it (TRUST_ANCHORS).',
    },
  },
  CARD_IN_USE: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'En annan kortagent på samma dator arbetar med kortet.',
      en: 'Another card agent on the same PC works with the card.',
    },
    cardholderTitle: { sv: 'Kortet uppgraderas redan', en: 'The card is being upgraded already' },
    cardholderText: {
      sv: 'En annan kortagent på datorn arbetar med samma kort. Använd den, eller stäng den: då går den här vidare av sig själv. Ingenting på kortet rörs härifrån så länge. Hittar du den inte: ring 2020, val 5.',
      en: 'Another card agent on this PC works with the same card. Use that one, or close it: this one then goes on by itself. Nothing on the card is touched from here meanwhile. If you can’t find it, call 2020, option 5.',
    },
    staffSay: {
      sv: 'Kortagenten är igång två gånger på datorn. Stäng den ena, så går den andra vidare.',
      en: 'The card agent is running twice on the PC. Close one of them and the other goes on.',
    },
    staffDo: {
      sv: 'Be personen stänga den ena kortagenten. Den som är kvar visas på tavlan; hjälp till där.',
      en: 'Ask the person to close one of the card agents. The one that remains is on the board; help there.',
    },
  },
  KEY_UNSUPPORTED: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'Kortet eller kortprogrammet kan inte skapa eller använda den sorts nyckel som krävs.',
      en: 'The card or its middleware can’t make or use the kind of key that is required.',
    },
    cardholderTitle: { sv: 'Kortet klarar inte de nya nycklarna', en: 'The card can’t hold the new keys' },
    cardholderText: {
      sv: 'Kortet, eller kortprogrammet på datorn, klarar inte den sorts nyckel som behövs. Kortet är oförändrat och fungerar som förut. Ring 2020, val 5: ofta hjälper en dator med nyare kortprogram, annars behövs ett nytt kort.',
      en: 'The card, or the card software on this PC, can’t handle the kind of key that is needed. The card is unchanged and works as before. Please call 2020, option 5: a PC with newer card software often helps, otherwise a new card is needed.',
    },
    staffSay: {
      sv: 'Kortet klarar inte de nya nycklarna från den här datorn. Det är oförändrat och fungerar som förut.',
      en: 'The card can’t make the new keys from this PC. It is unchanged and works as before.',
    },
    staffDo: {
      sv: 'Jämför kortprogram och version. Rätt program och ändå fel: driften ser över KEY_TYPES, eller nytt kort via ID-administratören.',
      en: 'Compare middleware and version. Right software and still this: operations review KEY_TYPES, or a new card through the ID administrator.',
    },
  },
  NOTHING_TO_RESTORE: {
    step: 'CHOOSE_UPGRADE',
    costsPinTry: false,
    cause: {
      sv: 'Inget giltigt certifikat har utfärdats här för kortet, så det finns inget att hämta.',
      en: 'No valid certificate was issued here for the card, so there is nothing to fetch.',
    },
    cardholderTitle: { sv: 'Det finns inga certifikat att hämta', en: 'There are no certificates to fetch' },
    cardholderText: {
      sv: 'Inget giltigt certifikat har utfärdats här för just det här kortet. Tryck på Tillbaka, så kan du uppgradera kortet i stället. Ingenting på kortet har ändrats. Saknar du ett certifikat: ring 2020, val 5.',
      en: 'No valid certificate was issued here for this very card. Press Back, and you can upgrade the card instead. Nothing on the card has changed. If you miss a certificate, call 2020, option 5.',
    },
    staffSay: {
      sv: 'Det finns inget sparat att hämta för det här kortet. Tryck på ”Tillbaka” och välj ”Uppgradera kort” i stället.',
      en: 'Nothing is kept to fetch for this card. Please press “Back” and choose “Upgrade card” instead.',
    },
    staffDo: {
      sv: 'Jämför kortnumret: certifikat för ett annat kort hämtas aldrig hit. Har de gått ut eller spärrats behövs en uppgradering. Certifikat från en annan utfärdare hämtas hos den.',
      en: 'Compare the card number: certificates of another card are never fetched here. If they have expired or were revoked, an upgrade is needed. Certificates of another issuer are fetched there.',
    },
  },
  JOURNAL_SET_ASIDE: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'Agentens journal på datorn gick inte att läsa. Den har lagts åt sidan, och läget har tagits från kortet och servern i stället.',
      en: 'The agent’s journal on the PC could not be read. It was set aside, and the state was taken from card and server instead.',
    },
    cardholderTitle: { sv: 'Anteckningarna gick inte att läsa', en: 'The notes could not be read' },
    cardholderText: {
      sv: 'Kortagentens anteckningar på datorn var skadade. De är sparade åt sidan, och uppgraderingen utgår från vad som faktiskt finns på kortet. Ingenting är förlorat och du behöver inte göra något.',
      en: 'The card agent’s notes on this PC were damaged. They are kept aside, and the upgrade goes by what is actually on the card. Nothing is lost, and you need not do anything.',
    },
    staffSay: {
      sv: 'Agentens anteckningar var skadade, men uppgraderingen utgår från kortet. Du behöver inte göra något.',
      en: 'The agent’s notes were damaged, but the upgrade goes by the card. You need not do anything.',
    },
    staffDo: {
      sv: 'Inget just nu. Händer det flera på samma dator: skicka den undanlagda filen till IT, disken kan vara på väg att gå sönder.',
      en: 'Nothing now. If it happens again on the same PC: send the file that was set aside to IT, the disk may be failing.',
    },
  },
} satisfies Share;
