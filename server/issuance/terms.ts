import type { LocalizedText } from '../common/localized-text.js';
import type { Terms } from '../sessions/offer.types.js';

const title: LocalizedText = { sv: 'Villkor för dina nya certifikat', en: 'Terms for your new certificates' };

const paragraphs: readonly LocalizedText[] = [
  {
    sv: 'När du går vidare hämtas nya certifikat till ditt kort: två för legitimering och två för underskrift. Din organisation utfärdar dem till dig som person. Ingen annan får använda dem.',
    en: 'When you go on, new certificates are fetched to your card: two for authentication and two for signatures. Your organisation issues them to you as a person. Nobody else may use them.',
  },
  {
    sv: 'Certifikaten innehåller ditt namn, ditt HSA-id eller personnummer, din organisation och kortets nummer. Den som du legitimerar dig mot eller skriver under för kan läsa de uppgifterna.',
    en: 'The certificates hold your name, your HSA-id or personal identity number, your organisation and the card number. Whoever you authenticate to or sign for can read that.',
  },
  {
    sv: 'Håll båda säkerhetskoderna hemliga, och olika. Lämna inte ut dem till någon, inte heller till den som hjälper dig i telefon. Lämna inte kortet i datorn när du går.',
    en: 'Keep both security codes secret, and different. Give them to nobody, not even to the person who helps you on the phone. Do not leave the card in the computer when you walk away.',
  },
  {
    sv: 'Anmäl genast till din organisations kortansvariga om du förlorar kortet, om någon kan ha sett en kod, eller om en uppgift i certifikaten är fel. Då spärras certifikaten.',
    en: 'Tell your organisation’s ID administrator at once if you lose the card, if anybody may have seen a code, or if something in the certificates is wrong. The certificates are then revoked.',
  },
  {
    sv: 'De gamla certifikaten ligger kvar på kortet tills de nya är på plats och har provats. Under hämtningen ser en handläggare på 2020 hur långt du har kommit, men aldrig dina koder. Du ser vem som följer med, och du kan avbryta när du vill.',
    en: 'The old certificates stay on the card until the new ones are in place and have been tested. While they are fetched, staff at 2020 can see how far you have come, but never your codes. You see who is watching, and you can stop whenever you like.',
  },
  {
    sv: 'Att du har godkänt villkoren sparas, med version och tidpunkt.',
    en: 'That you have accepted the terms is stored, with their version and the time.',
  },
];

/** What the cardholder agrees to before anything is put on the card. A changed text needs a new TERMS_VERSION. */
export function terms(version: string): Terms {
  return { version, title, paragraphs: [...paragraphs] };
}
