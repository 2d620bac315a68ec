import type { Share } from '../fault-texts.js';

/** Requests and certificates, between card, server and certificate authority. */
export const certificates = {
  REQUEST_REJECTED: {
    step: 'INSTALL_AUTHENTICATION',
    costsPinTry: false,
    cause: {
      sv: 'Certifikatutgivaren avslog beställningen: regler, för svag nyckel, eller certifikatet är inte beställt. Utgivarens skäl står vid händelsen.',
      en: 'The certificate authority rejected the request: policy, too weak a key, or the certificate is not ordered. Its reason stands beside the event.',
    },
    cardholderTitle: { sv: 'Utgivaren sade nej till certifikatet', en: 'The issuer turned the certificate down' },
    cardholderText: {
      sv: 'Utgivaren lämnade inte ut det nya certifikatet. Det är inget du har gjort fel. De gamla certifikaten ligger kvar på kortet och fungerar, så du kan fortsätta arbeta. Ring 2020, val 5, så ser handläggaren skälet.',
      en: 'The issuer did not give out the new certificate. You have done nothing wrong. The old certificates are still on the card and work, so you can go on working. Call 2020, option 5, where staff can see the reason.',
    },
    staffSay: {
      sv: 'Utgivaren sade nej till det nya certifikatet. Ditt gamla fungerar, och jag ser här varför det blev nej.',
      en: 'The issuer turned the new certificate down. Your old one works, and I can see here why it was refused.',
    },
    staffDo: {
      sv: 'Läs utgivarens skäl vid händelsen. Inte beställt: ID-administratören beställer. Annat: skicka skälet till driften. Försök inte igen innan skälet är åtgärdat.',
      en: 'Read the issuer’s reason beside the event. Not ordered: the ID administrator orders it. Anything else: send the reason to operations. Do not try again before the reason is dealt with.',
    },
  },
  PROOF_OF_POSSESSION_FAILED: {
    step: 'INSTALL_AUTHENTICATION',
    costsPinTry: false,
    cause: {
      sv: 'Beställningens underskrift stämmer inte med dess nyckel: den är inte gjord av kortets nyckel, eller har skadats på vägen.',
      en: 'The request’s signature does not match its key: the card’s key did not make it, or it was damaged on the way.',
    },
    cardholderTitle: { sv: 'Kortets underskrift kunde inte kontrolleras', en: 'The card’s signature could not be checked' },
    cardholderText: {
      sv: 'Servern kunde inte bekräfta att beställningen kom från ditt kort, så inget certifikat lämnades ut. De gamla certifikaten ligger kvar på kortet och fungerar. Ring 2020, val 5.',
      en: 'The server could not confirm that the request came from your card, so no certificate was given out. The old certificates are still on the card and work. Please call 2020, option 5.',
    },
    staffSay: {
      sv: 'En säkerhetskontroll gick inte igenom, så vi stannar här. Kortet fungerar som förut. Jag lämnar det vidare.',
      en: 'A security check did not pass, so we stop here. The card works as before. I will pass it on.',
    },
    staffDo: {
      sv: 'Försök inte igen på måfå. Lämna sessionens nummer, kortprogram och version till driften.',
      en: 'Do not try again blindly. Give the session’s number, middleware and version to operations.',
    },
  },
  KEY_POLICY_VIOLATED: {
    step: 'INSTALL_AUTHENTICATION',
    costsPinTry: false,
    cause: {
      sv: 'Nyckeln i beställningen är inte den som erbjudandet kräver: fel sort, för kort, eller inte kortets egen.',
      en: 'The key in the request is not the one that the offer demands: wrong kind, too short, or not the card’s own.',
    },
    cardholderTitle: { sv: 'Kortets nyckel godtas inte', en: 'The card’s key is not accepted' },
    cardholderText: {
      sv: 'Kortets nyckel uppfyller inte kraven för de nya certifikaten. Det är inget du har gjort fel. De gamla certifikaten ligger kvar på kortet och fungerar. Ring 2020, val 5: du kan behöva ett nyare kort.',
      en: 'The card’s key does not meet the demands of the new certificates. You have done nothing wrong. The old certificates are still on the card and work. Call 2020, option 5: you may need a newer card.',
    },
    staffSay: {
      sv: 'Kortets nyckel uppfyller inte kraven. Kortet fungerar som förut, men du kan behöva ett nyare.',
      en: 'The card’s key does not meet the demands. The card works as before, but you may need a newer one.',
    },
    staffDo: {
      sv: 'Läs vid händelsen vad som inte stämde. Gammalt kort: nytt kort via ID-administratören. Händer det många: driften ser över nyckelregeln (KEY_POLICY).',
      en: 'Read beside the event what did not fit. Old card: a new one through the ID administrator. If it happens to many, operations review the key policy (KEY_POLICY).',
    },
  },
  SUBJECT_MISMATCH: {
    step: 'INSTALL_AUTHENTICATION',
    costsPinTry: false,
    cause: {
      sv: 'Namnuppgifterna i beställningen är inte exakt de som servern erbjöd för kortet.',
      en: 'The name in the request is not exactly what the server offered for the card.',
    },
    cardholderTitle: { sv: 'Uppgifterna i beställningen stämmer inte', en: 'The details in the request do not match' },
    cardholderText: {
      sv: 'Uppgifterna i beställningen stämde inte med dem som gäller för ditt kort, så inget certifikat lämnades ut. De gamla certifikaten ligger kvar på kortet och fungerar. Ring 2020, val 5.',
      en: 'The details in the request did not match those that apply to your card, so no certificate was given out. The old certificates are still on the card and work. Please call 2020, option 5.',
    },
    staffSay: {
      sv: 'Uppgifterna i beställningen stämde inte, så vi stannar här. Kortet fungerar som förut. Jag lämnar det vidare.',
      en: 'The details in the request did not match, so we stop here. The card works as before. I will pass it on.',
    },
    staffDo: {
      sv: 'Försök inte igen på måfå. Jämför kortagentens version med den som ska användas, och lämna händelsen till driften.',
      en: 'Do not try again blindly. Compare the card agent’s version with the current one, and give the event to operations.',
    },
  },
  CERTIFICATE_MISMATCH: {
    step: null,
    costsPinTry: false,
    cause: {
      sv: 'Det nya certifikatet hör inte ihop med nyckeln på kortet eller med utgivarens kedja. Kontrollen efter skrivningen stoppade det.',
      en: 'The new certificate does not match the key on the card or the issuer’s chain. The check after writing stopped it.',
    },
    cardholderTitle: { sv: 'Det nya certifikatet stämmer inte', en: 'The new certificate does not match' },
    cardholderText: {
      sv: 'Det nya certifikatet klarade inte kontrollen. Därför stannar uppgraderingen, och inget har tagits bort från kortet: de gamla certifikaten ligger kvar och fungerar. Ring 2020, val 5.',
      en: 'The new certificate did not pass the check. So the upgrade stops, and nothing was removed from the card: the old certificates are still there and work. Please call 2020, option 5.',
    },
    staffSay: {
      sv: 'Det nya certifikatet klarade inte kontrollen. Inget är borttaget från kortet, det fungerar som förut. Jag lämnar det vidare.',
      en: 'The new certificate did not pass the check. Nothing was removed from the card, it works as before. I will pass it on.',
    },
    staffDo: {
      sv: 'Lämna vidare till ID-administratören och driften med sessionens nummer. Försök aldrig igen på måfå, och ta inte bort något från kortet.',
      en: 'Escalate to the ID administrator and operations with the session’s number. Never try again blindly, and remove nothing from the card.',
    },
  },
  CA_UNREACHABLE: {
    step: 'INSTALL_AUTHENTICATION',
    costsPinTry: false,
    cause: {
      sv: 'Servern når inte certifikatutgivaren: avbrott, brandvägg eller överbelastning.',
      en: 'The server can’t reach the certificate authority: outage, firewall or overload.',
    },
    cardholderTitle: { sv: 'Utgivaren svarar inte just nu', en: 'The issuer does not answer right now' },
    cardholderText: {
      sv: 'Låt kortet sitta i. Uppgraderingen fortsätter av sig själv när förbindelsen är tillbaka, och inget görs två gånger. De gamla certifikaten ligger kvar på kortet och fungerar. Har du bråttom kan du avbryta och komma tillbaka senare.',
      en: 'Leave the card in. The upgrade goes on by itself when the connection is back, and nothing is done twice. The old certificates are still on the card and work. If you are in a hurry, you can cancel and come back later.',
    },
    staffSay: {
      sv: 'Utgivaren svarar inte just nu, det drabbar flera. Låt kortet sitta i så fortsätter det av sig självt.',
      en: 'The issuer does not answer right now, and others are affected too. Leave the card in and it goes on by itself.',
    },
    staffDo: {
      sv: 'Se på tavlan om flera är drabbade och säg till driften. Be personen vänta eller komma tillbaka, inte starta om.',
      en: 'See on the board whether several are affected and tell operations. Ask the person to wait or come back, not to restart.',
    },
  },
} satisfies Share;
