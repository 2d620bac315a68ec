import type { Share } from '../fault-texts.js';

/** The sign-in with the card, and the terms. */
export const signIn = {
  SIGN_IN_CERTIFICATE_EXPIRED: {
    step: 'SIGN_IN',
    costsPinTry: false,
    cause: {
      sv: 'Legitimeringscertifikatets giltighetstid har gått ut (eller har inte börjat).',
      en: 'The authentication certificate’s period of validity is over (or has not begun).',
    },
    cardholderTitle: { sv: 'Kortets certifikat har gått ut', en: 'The card’s certificate has expired' },
    cardholderText: {
      sv: 'Certifikatet som du loggar in med gäller inte längre, så kortet kan inte uppgraderas härifrån. Det är inget du har gjort fel, och ingenting på kortet har ändrats. Ta kontakt med din ID-administratör för ett nytt. Vet du inte vem det är: ring 2020, val 5.',
      en: 'The certificate that you sign in with is no longer valid, so the card can’t be upgraded from here. You have done nothing wrong, and nothing on the card has changed. Contact your ID administrator for a new one. If you do not know who that is, call 2020, option 5.',
    },
    staffSay: {
      sv: 'Certifikatet på kortet har gått ut. Du har inte gjort något fel, men ID-administratören behöver hjälpa dig.',
      en: 'The certificate on the card has expired. You have done nothing wrong, but the ID administrator needs to help you.',
    },
    staffDo: {
      sv: 'Kontrollera datumen under certifikaten. Stämmer de inte med felet kan datorns eller serverns klocka gå fel. Annars: lämna vidare till ID-administratören.',
      en: 'Check the dates among the certificates. If they contradict the failure, the PC’s or the server’s clock may be wrong. Otherwise hand over to the ID administrator.',
    },
  },
  SIGN_IN_CERTIFICATE_REVOKED: {
    step: 'SIGN_IN',
    costsPinTry: false,
    cause: {
      sv: 'Legitimeringscertifikatet är spärrat hos utgivaren.',
      en: 'The authentication certificate has been revoked by its issuer.',
    },
    cardholderTitle: { sv: 'Kortets certifikat är spärrat', en: 'The card’s certificate is revoked' },
    cardholderText: {
      sv: 'Certifikatet som du loggar in med är spärrat och kan inte användas. Ingenting på kortet har ändrats. Ta kontakt med din ID-administratör, som ser varför och kan ordna ett nytt. Vet du inte vem det är: ring 2020, val 5.',
      en: 'The certificate that you sign in with has been revoked and can’t be used. Nothing on the card has changed. Contact your ID administrator, who can see why and arrange a new one. If you do not know who that is, call 2020, option 5.',
    },
    staffSay: {
      sv: 'Certifikatet på kortet är spärrat. Varför ser jag inte, men det gör ID-administratören.',
      en: 'The certificate on the card is revoked. I can’t see why, but the ID administrator can.',
    },
    staffDo: {
      sv: 'Lämna vidare till ID-administratören. Häv aldrig en spärr på någons ord i telefon.',
      en: 'Hand over to the ID administrator. Never lift a revocation on somebody’s word over the phone.',
    },
  },
  SIGN_IN_CERTIFICATE_UNTRUSTED: {
    step: 'SIGN_IN',
    costsPinTry: false,
    cause: {
      sv: 'Legitimeringscertifikatet kommer inte från en utgivare som servern litar på, eller är inte avsett för legitimering.',
      en: 'The authentication certificate does not come from an issuer that the server trusts, or is not meant for authentication.',
    },
    cardholderTitle: { sv: 'Kortets utgivare godtas inte', en: 'The card’s issuer is not accepted' },
    cardholderText: {
      sv: 'Certifikatet på kortet kommer från en utgivare som inte godtas här. Kontrollera att det är ditt SITHS-kort som sitter i. Ingenting på kortet har ändrats. Är det rätt kort: ta kontakt med din ID-administratör eller ring 2020, val 5.',
      en: 'The certificate on the card comes from an issuer that is not accepted here. Check that it is your SITHS card that is inserted. Nothing on the card has changed. If it is the right card, contact your ID administrator or call 2020, option 5.',
    },
    staffSay: {
      sv: 'Kortets utgivare godtas inte här. Är det ditt vanliga SITHS-kort som sitter i?',
      en: 'The card’s issuer is not accepted here. Is it your usual SITHS card that is inserted?',
    },
    staffDo: {
      sv: 'Läs utgivaren bland certifikaten. Är det en riktig SITHS-utgivare: anmäl till driften att den saknas bland betrodda utgivare. Annars: rätt kort, eller ID-administratören.',
      en: 'Read the issuer among the certificates. If it is a genuine SITHS issuer, report to operations that it is missing among the trust anchors. Otherwise: the right card, or the ID administrator.',
    },
  },
  SIGN_IN_REJECTED: {
    step: 'SIGN_IN',
    costsPinTry: false,
    cause: {
      sv: 'Serverns kontroll av inloggningen gick inte igenom: engångsvärdet hann bli för gammalt, adressen stämmer inte, eller underskriften är fel.',
      en: 'The server’s check of the sign-in failed: the one-time value grew too old, the address differs, or the signature is wrong.',
    },
    cardholderTitle: { sv: 'Inloggningen gick inte igenom', en: 'The sign-in did not go through' },
    cardholderText: {
      sv: 'Koden var rätt, men servern kunde inte godta inloggningen, oftast för att det tog för lång tid. Försök igen. Ingenting på kortet har ändrats. Händer det en gång till: ring 2020, val 5.',
      en: 'The PIN was right, but the server could not accept the sign-in, most often because it took too long. Try again. Nothing on the card has changed. If it happens once more, call 2020, option 5.',
    },
    staffSay: {
      sv: 'Inloggningen hann bli för gammal. Försök igen och skriv koden så snart den efterfrågas.',
      en: 'The sign-in grew too old. Please try again and type the PIN as soon as it is asked for.',
    },
    staffDo: {
      sv: 'En gång är ofarligt. Upprepas det: läs orsaken vid felet och skicka den till driften (adress, klocka).',
      en: 'Once is harmless. If it repeats, read the reason beside the failure and send it to operations (address, clock).',
    },
  },
  TERMS_DECLINED: {
    step: 'ACCEPT_TERMS',
    costsPinTry: false,
    cause: { sv: 'Kortinnehavaren godkände inte villkoren.', en: 'The cardholder did not accept the terms.' },
    cardholderTitle: { sv: 'Du godkände inte villkoren', en: 'You did not accept the terms' },
    cardholderText: {
      sv: 'Utan godkända villkor kan kortet inte uppgraderas. Kortet fungerar som förut och ingenting har ändrats. Du kan läsa villkoren igen och godkänna dem nu eller en annan dag. Har du frågor om dem: ring 2020, val 5.',
      en: 'Without accepted terms the card can’t be upgraded. The card works as before and nothing has changed. You can read the terms again and accept them now or another day. If you have questions about them, call 2020, option 5.',
    },
    staffSay: {
      sv: 'Du har valt att inte godkänna villkoren. Det är helt i sin ordning, kortet fungerar som förut. Vill du läsa dem igen?',
      en: 'You have chosen not to accept the terms. That is quite all right, the card works as before. Would you like to read them again?',
    },
    staffDo: {
      sv: 'Svara på frågor om villkoren, men övertala inte. Godkänner gör kortinnehavaren själv.',
      en: 'Answer questions about the terms, but do not persuade. Accepting is the cardholder’s own act.',
    },
  },
  TERMS_OUTDATED: {
    step: 'ACCEPT_TERMS',
    costsPinTry: false,
    cause: {
      sv: 'Villkoren kom i en ny version medan de lästes; ett godkännande gäller bara den version som visades.',
      en: 'A new version of the terms came while they were being read; acceptance counts only for the version shown.',
    },
    cardholderTitle: { sv: 'Villkoren har ändrats', en: 'The terms have changed' },
    cardholderText: {
      sv: 'Det har kommit en ny version av villkoren sedan sidan öppnades. Försök igen, så visas den nya. Ingenting på kortet har ändrats.',
      en: 'A new version of the terms has come since the page was opened. Try again, and the new one is shown. Nothing on the card has changed.',
    },
    staffSay: {
      sv: 'Villkoren har just fått en ny version. Försök igen så ser du den.',
      en: 'The terms have just got a new version. Try again and you will see it.',
    },
    staffDo: {
      sv: 'Inget mer behövs. Händer det många samtidigt: säg till driften.',
      en: 'Nothing more is needed. If it happens to many at once, tell operations.',
    },
  },
} satisfies Share;
