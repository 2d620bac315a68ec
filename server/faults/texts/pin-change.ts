import type { Share } from '../fault-texts.js';

/** Unlocking with the PUK and changing a PIN: on the cardholder's own page only. */
export const pinChange = {
  PIN_EXPIRED: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'Kortet kräver att säkerhetskoden byts innan den används.',
      en: 'The card demands that the PIN is changed before it is used.',
    },
    cardholderTitle: { sv: 'Säkerhetskoden behöver bytas', en: 'The PIN needs to be changed' },
    cardholderText: {
      sv: 'Kortet vill att du väljer en ny säkerhetskod innan du går vidare. Skriv den gamla koden och sedan en ny, två gånger. Uppgraderingen fortsätter när det är gjort. Ingenting är förlorat.',
      en: 'The card wants you to choose a new PIN before you go on. Type the old PIN and then a new one, twice. The upgrade goes on when that is done. Nothing is lost.',
    },
    staffSay: {
      sv: 'Kortet vill att du byter säkerhetskod. Gör det på sidan du har framför dig, och säg inga koder till mig.',
      en: 'The card wants you to change the PIN. Do it on the page in front of you, and do not tell me any PIN.',
    },
    staffDo: {
      sv: 'Vänta medan personen byter kod. Går det inte: kortprogrammets eget fönster, eller ID-administratören.',
      en: 'Wait while the person changes the PIN. If it does not work: the card software’s own window, or the ID administrator.',
    },
  },
  PUK_WRONG: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'Kortet tog inte emot PUK-koden. Ett PUK-försök är använt; för många fel förstör kortet.',
      en: 'The card did not accept the PUK. One PUK try is used; too many wrong ones destroy the card.',
    },
    cardholderTitle: { sv: 'Fel PUK-kod', en: 'Wrong PUK' },
    cardholderText: {
      sv: 'PUK-koden stämde inte. Stanna och läs den i kodbrevet, siffra för siffra, innan du försöker igen. Gissa aldrig: för många fel förstör kortet, och då behövs ett nytt. Hittar du inte brevet: ring 2020, val 5, men säg aldrig koden till någon.',
      en: 'The PUK was not right. Stop and read it in the PIN letter, digit by digit, before you try again. Never guess: too many wrong ones destroy the card, and a new one is needed. If you can’t find the letter, call 2020, option 5, but never tell anyone the PUK.',
    },
    staffSay: {
      sv: 'PUK-koden var fel. Sluta försöka tills du har kodbrevet framför dig. Säg inte koden till mig.',
      en: 'The PUK was wrong. Please stop until you have the PIN letter in front of you. Do not tell me the PUK.',
    },
    staffDo: {
      sv: 'Avråd från fler försök utan kodbrev. Saknas brevet: nytt PUK-brev beställs, eller ID-administratören låser upp.',
      en: 'Advise against further tries without the letter. If it is lost: order a new PUK letter, or the ID administrator unlocks.',
    },
  },
  PUK_MALFORMED: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'Det som skrevs kan inte vara en PUK-kod (åtta siffror). Det stoppades innan det nådde kortet.',
      en: 'What was typed can’t be a PUK (eight digits). It was stopped before it reached the card.',
    },
    cardholderTitle: { sv: 'PUK-koden ska vara åtta siffror', en: 'The PUK has eight digits' },
    cardholderText: {
      sv: 'Skriv PUK-kodens åtta siffror, utan mellanslag. Den skickades inte till kortet, så inget försök är använt.',
      en: 'Type the eight digits of the PUK, without spaces. It was not sent to the card, so no try is used.',
    },
    staffSay: {
      sv: 'PUK-koden ska vara åtta siffror. Inget försök är använt.',
      en: 'The PUK has eight digits. No try is used.',
    },
    staffDo: {
      sv: 'Inget. Sex siffror är en säkerhetskod: be personen titta efter PUK i brevet.',
      en: 'Nothing. Six digits is a PIN: ask the person to look for the PUK in the letter.',
    },
  },
  PUK_LOCKED: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'PUK-koden är spärrad efter för många fel. Kortet går inte att låsa upp.',
      en: 'The PUK is blocked after too many wrong tries. The card can’t be unlocked.',
    },
    cardholderTitle: { sv: 'PUK-koden är spärrad', en: 'The PUK is blocked' },
    cardholderText: {
      sv: 'PUK-koden har skrivits fel för många gånger, och kortet går inte längre att låsa upp. Du behöver ett nytt kort: ta kontakt med din ID-administratör, eller ring 2020, val 5. Ditt gamla kort ska du behålla tills du har det nya.',
      en: 'The PUK was typed wrong too many times and the card can no longer be unlocked. You need a new card: contact your ID administrator, or call 2020, option 5. Keep the old card until you have the new one.',
    },
    staffSay: {
      sv: 'PUK-koden är spärrad, så kortet går inte att låsa upp. Du behöver ett nytt kort, och det ordnar ID-administratören.',
      en: 'The PUK is blocked, so the card can’t be unlocked. You need a new card, and the ID administrator arranges it.',
    },
    staffDo: {
      sv: 'Skicka ärendet till ID-administratören: nytt kort, och reservkort så länge.',
      en: 'Pass the case to the ID administrator: a new card, and a reserve card meanwhile.',
    },
  },
  PIN_CHANGE_UNSUPPORTED: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'Kortprogrammet på datorn kan inte låsa upp eller byta koder åt andra program.',
      en: 'The card software on this PC can’t unlock or change PINs for other programs.',
    },
    cardholderTitle: { sv: 'Koden går inte att ändra här', en: 'The PIN can’t be changed here' },
    cardholderText: {
      sv: 'Kortprogrammet på datorn tillåter inte att koden ändras härifrån. Gör det i kortprogrammets eget fönster, med PUK-koden i kodbrevet, eller hos din ID-administratör. Inget försök är använt. Väntar uppgraderingen på koden går den vidare när du kommer tillbaka hit.',
      en: 'The card software on this PC does not allow the PIN to be changed from here. Do it in the card software’s own window, with the PUK from the PIN letter, or at your ID administrator. No try is used. If the upgrade waits for the PIN, it goes on when you come back here.',
    },
    staffSay: {
      sv: 'Koden kan inte ändras från den här sidan. Använd kortprogrammets eget fönster, med PUK-koden i brevet.',
      en: 'The PIN can’t be changed from this page. Use the card software’s own window, with the PUK from the letter.',
    },
    staffDo: {
      sv: 'Beskriv var kortprogrammets fönster finns. Går det inte heller: ID-administratören.',
      en: 'Describe where the card software’s window is. If that fails too: the ID administrator.',
    },
  },
} satisfies Share;
