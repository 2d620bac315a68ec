import type { Share } from '../fault-texts.js';

/** Security codes. Nobody but the cardholder ever sees one. */
export const pin = {
  PIN_WRONG: {
    step: null,
    costsPinTry: true,
    cause: {
      sv: 'Kortet tog inte emot säkerhetskoden. Ett försök är använt. Efter några fel i rad låser kortet koden; hur många det är beror på kortet.',
      en: 'The card did not accept the PIN. One try is used. After a few wrong ones in a row the card locks the PIN; how many depends on the card.',
    },
    cardholderTitle: { sv: 'Fel säkerhetskod', en: 'Wrong PIN' },
    cardholderText: {
      sv: 'Koden stämde inte. Ta det lugnt: titta efter att det är rätt kod av de två, legitimering eller underskrift, och skriv den igen. Är du osäker, eller är det sista försöket: stanna och titta i kodbrevet först. Kortet är oförändrat. Hittar du inte kodbrevet: ring 2020, val 5, men säg aldrig koden till någon.',
      en: 'The PIN was not right. Take your time: check which of the two it should be, authentication or signature, and type it again. If you are unsure, or this is the last try, stop and look in the PIN letter first. The card is unchanged. If you can’t find the letter, call 2020, option 5, but never tell anyone the PIN.',
    },
    staffSay: {
      sv: 'Koden var fel. Vänta med nästa försök och titta i kodbrevet först. Säg inte koden till mig.',
      en: 'The PIN was wrong. Wait with the next try and look in the PIN letter first. Do not tell me the PIN.',
    },
    staffDo: {
      sv: 'Se vilken av koderna som frågas efter och hur många försök kortet uppger. Uppger det inget är antalet okänt: räkna inte med tre. Be inte om koden.',
      en: 'See which of the PINs is asked for and how many tries the card reports. If it reports none, the number is unknown: do not count on three. Never ask for the PIN.',
    },
  },
  PIN_MALFORMED: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'Det som skrevs kan inte vara en säkerhetskod (sex siffror). Det stoppades innan det nådde kortet.',
      en: 'What was typed can’t be a PIN (six digits). It was stopped before it reached the card.',
    },
    cardholderTitle: { sv: 'Koden ska vara sex siffror', en: 'The PIN has six digits' },
    cardholderText: {
      sv: 'Skriv sex siffror, utan mellanslag och bokstäver. Koden skickades inte till kortet, så inget försök är använt.',
      en: 'Type six digits, without spaces or letters. The PIN was not sent to the card, so no try is used.',
    },
    staffSay: {
      sv: 'Koden ska vara sex siffror. Inget försök är använt, så du kan skriva den igen.',
      en: 'The PIN has six digits. No try is used, so you can type it again.',
    },
    staffDo: {
      sv: 'Inget. Åtta siffror är PUK-koden: be personen titta efter säkerhetskoden i stället.',
      en: 'Nothing. Eight digits is the PUK: ask the person to look for the PIN instead.',
    },
  },
  PIN_LOCKED: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'Säkerhetskoden är låst efter för många fel. Den kan bara låsas upp med PUK-koden eller hos ID-administratören.',
      en: 'The PIN is locked after too many wrong tries. Only the PUK or the ID administrator can unlock it.',
    },
    cardholderTitle: { sv: 'Säkerhetskoden är låst', en: 'The PIN is locked' },
    cardholderText: {
      sv: 'Koden har skrivits fel för många gånger och är låst. Lås upp den här på sidan med PUK-koden i kodbrevet, eller ta kontakt med din ID-administratör. Ingenting på kortet är förlorat. Gissa aldrig PUK-koden, för många fel förstör kortet. Saknar du kodbrevet: ring 2020, val 5.',
      en: 'The PIN was typed wrong too many times and is locked. Unlock it here on the page with the PUK from the PIN letter, or contact your ID administrator. Nothing on the card is lost. Never guess the PUK, too many wrong ones destroy the card. If you lack the letter, call 2020, option 5.',
    },
    staffSay: {
      sv: 'Koden är låst; på sidan står vilken av de två. Jag kan inte låsa upp den härifrån, men det kan du göra på sidan med PUK-koden i kodbrevet, eller hos ID-administratören. Säg inga koder till mig.',
      en: 'The PIN is locked; the page says which of the two. I can’t unlock it from here, but you can on the page with the PUK from the PIN letter, or at the ID administrator. Do not tell me any codes.',
    },
    staffDo: {
      sv: 'Finns kodbrevet: personen låser upp själv på sidan, eller i kortprogrammet om sidan inte kan. Finns det inte: nytt kodbrev till folkbokföringsadressen (reservkort: nytt kort). Lämna annars vidare till ID-administratören. Ta aldrig emot PIN eller PUK.',
      en: 'With the letter at hand, the person unlocks it on the page, or in the card software if the page can’t. Without: a new letter to the registered address (reserve card: a new card). Otherwise hand over to the ID administrator. Never receive a PIN or PUK.',
    },
  },
  PIN_CANCELLED: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'Rutan för säkerhetskoden stängdes utan kod.',
      en: 'The PIN dialog was closed without a PIN.',
    },
    cardholderTitle: { sv: 'Koden skrevs aldrig in', en: 'No PIN was entered' },
    cardholderText: {
      sv: 'Rutan för säkerhetskoden stängdes innan koden var skriven. Inget försök är använt och ingenting på kortet har ändrats. Försök igen när du har koden framme.',
      en: 'The PIN dialog was closed before a PIN was typed. No try is used and nothing on the card has changed. Try again when you have the PIN at hand.',
    },
    staffSay: {
      sv: 'Rutan för koden stängdes. Inget försök är använt. Ta fram koden och försök igen.',
      en: 'The PIN dialog was closed. No try is used. Please find the PIN and try again.',
    },
    staffDo: {
      sv: 'Ligger rutan bakom andra fönster: be personen minimera dem eller titta i aktivitetsfältet.',
      en: 'If the dialog hides behind other windows, ask the person to minimise them or look in the task bar.',
    },
  },
  PIN_TIMED_OUT: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'Kortprogrammets ruta eller läsarens knappsats väntade för länge på säkerhetskoden.',
      en: 'The middleware’s dialog or the reader’s key pad waited too long for the PIN.',
    },
    cardholderTitle: { sv: 'Det tog för lång tid', en: 'It took too long' },
    cardholderText: {
      sv: 'Datorn slutade vänta på säkerhetskoden. Inget försök är använt och ingenting på kortet har ändrats. Ta fram koden i lugn och ro och försök igen.',
      en: 'The PC stopped waiting for the PIN. No try is used and nothing on the card has changed. Find the PIN, take your time, and try again.',
    },
    staffSay: {
      sv: 'Datorn slutade vänta på koden. Inget försök är använt. Ta fram koden först och försök sedan igen.',
      en: 'The PC stopped waiting for the PIN. No try is used. Please find the PIN first and then try again.',
    },
    staffDo: {
      sv: 'Ligger rutan bakom andra fönster: be personen minimera dem. Med knappsats på läsaren: koden skrivs där.',
      en: 'If the dialog hides behind other windows, ask the person to minimise them. With a key pad on the reader, the PIN is typed there.',
    },
  },
  PINS_EQUAL: {
    step: 'INSTALL_SIGNATURE',
    costsPinTry: false,
    cause: {
      sv: 'Samma kod skrevs för underskrift som för legitimering. De ska vara olika, så koden provades inte på kortet.',
      en: 'The same PIN was typed for signature as for authentication. They should differ, so it was not tried on the card.',
    },
    cardholderTitle: { sv: 'Samma kod som vid inloggningen', en: 'The same PIN as at sign-in' },
    cardholderText: {
      sv: 'Nu behövs den andra koden, den för underskrift (PIN2). Du skrev samma som för legitimering, så den provades inte och inget försök är använt. Titta i kodbrevet och skriv koden för underskrift. Har du samma kod för båda: byt den ena i kortprogrammet först, eller ring 2020, val 5.',
      en: 'Now the other PIN is needed, the one for signature (PIN2). You typed the same as for authentication, so it was not tried and no try is used. Look in the PIN letter and type the signature PIN. If both are the same, change one in the card software first, or call 2020, option 5.',
    },
    staffSay: {
      sv: 'Nu är det koden för underskrift som ska in, den andra i kodbrevet. Inget försök är använt.',
      en: 'Now it is the signature PIN, the other one in the letter. No try is used.',
    },
    staffDo: {
      sv: 'Har personen valt samma kod för båda: den ena byts i kortprogrammet, sedan fortsätter uppgraderingen där den var.',
      en: 'If the person has chosen the same PIN for both, one is changed in the card software; the upgrade then goes on where it was.',
    },
  },
} satisfies Share;
