import type { ScreenTexts } from '../types.js';

export const screens: ScreenTexts = {
  start: {
    CONNECTING: {
      title: 'Förbereder uppgraderingen',
      lead: 'Kortagenten letar efter kortläsaren och kontaktar servern.',
    },
    READING_CARD: { title: 'Läser kortet', lead: 'Låt kortet sitta i läsaren. Det tar några sekunder.' },
    RESUMING: { title: 'Fortsätter där det stannade', lead: 'Kortagenten letar efter samma kort som förut.' },
  },
  pin: {
    AUTHENTICATION: {
      title: 'Logga in med ditt kort',
      label: 'Säkerhetskod för legitimering (PIN1)',
      reason: {
        FIRST: 'Skriv koden som du brukar logga in med kortet med: säkerhetskoden för legitimering (PIN1). Den har sex siffror.',
        RESUMED:
          'Välkommen tillbaka. Skriv säkerhetskoden för legitimering (PIN1) igen, så fortsätter uppgraderingen där den stannade.',
        CARD_BACK:
          'Kortet är tillbaka. Skriv säkerhetskoden för legitimering (PIN1) igen, så fortsätter uppgraderingen där den stannade.',
      },
    },
    SIGNATURE: {
      title: 'Skriv koden för underskrift',
      label: 'Säkerhetskod för underskrift (PIN2)',
      reason: {
        FIRST:
          'Nu behövs din andra kod: säkerhetskoden för underskrift (PIN2). Den har sex siffror, och är inte den som du loggade in med.',
        RESUMED: 'Skriv säkerhetskoden för underskrift (PIN2) igen, så fortsätter uppgraderingen där den stannade.',
        CARD_BACK:
          'Kortet är tillbaka. Skriv säkerhetskoden för underskrift (PIN2), så fortsätter uppgraderingen där den stannade.',
      },
    },
  },
  pinAsksItself:
    'Kortprogrammet frågar efter koden i ett eget fönster. Tryck på Fortsätt och skriv koden där. Fönstret kan ligga bakom webbläsaren.',
  pinStaysHere: 'Koden stannar på din dator. Kundservice ser den aldrig och frågar aldrig efter den.',
  triesUnknown: 'Kortet berättar inte hur många försök som är kvar. Titta i kodbrevet om du är osäker.',
  triesLeft: 'Antal försök kvar: {n}.',
  lastTry: 'Fel kod har skrivits, och nu är bara ett försök kvar.',
  lastTryWarning: 'Sista försöket: blir koden fel nu låses den. Titta i kodbrevet innan du skriver.',
  lastTryCheckbox: 'Jag har tittat i kodbrevet',
  offer: {
    title: 'Ditt kort kan uppgraderas',
    titleNamed: 'Hej {name}, ditt kort kan uppgraderas',
    lead: 'Tryck på Uppgradera kort. Det tar en till två minuter.',
    organisation: 'Kortet hör till {organisation}.',
    heading: 'Det här läggs på kortet',
    certificate: 'Certifikat för {profile}',
    oldStay: 'Certifikaten som redan finns på kortet ligger kvar.',
  },
  profile: {
    HSA_AUTHENTICATION: 'legitimering, på ditt HSA-id',
    PERSON_AUTHENTICATION: 'legitimering, på ditt personnummer',
    HSA_SIGNATURE: 'underskrift, på ditt HSA-id',
    PERSON_SIGNATURE: 'underskrift, på ditt personnummer',
  },
  terms: {
    title: 'Läs och godkänn villkoren',
    bothPins: 'Se till att du har båda säkerhetskoderna till hands: för legitimering (PIN1) och för underskrift (PIN2).',
    heading: '{title} (version {version})',
    checkbox: 'Jag godkänner villkoren',
  },
  working: {
    SIGN_IN: { title: 'Loggar in', lead: 'Kortet visar servern att det är ditt.' },
    CHOOSE_UPGRADE: { title: 'Ett ögonblick', lead: 'Uppgraderingen förbereds.' },
    ACCEPT_TERMS: { title: 'Startar nedladdningen', lead: 'Ditt godkännande av villkoren skickas till servern.' },
    LEAVE_CARD_IN: { title: 'Låt kortet sitta i', lead: 'Nu börjar nedladdningen. Du behöver inte göra något.' },
    INSTALL_AUTHENTICATION: {
      title: 'Installerar certifikaten för legitimering',
      lead: 'Det kan ta någon minut. Du behöver inte göra något.',
    },
    INSTALL_SIGNATURE: {
      title: 'Installerar certifikaten för underskrift',
      lead: 'Snart klart. Du behöver inte göra något.',
    },
    DONE: { title: 'Avslutar', lead: 'Allt ligger på kortet. Servern får veta att det är klart.' },
  },
  activity: {
    SIGNING_IN: 'Loggar in med kortet',
    PREPARING: 'Förbereder',
    GENERATING_KEY: 'Skapar en ny nyckel på kortet (kan ta en halv minut)',
    SIGNING_REQUEST: 'Kortet skriver under begäran',
    FETCHING: 'Hämtar certifikatet',
    WRITING: 'Skriver certifikatet på kortet',
    VERIFYING: 'Kontrollerar certifikatet på kortet',
    FINISHING: 'Avslutar',
    MIDDLEWARE_ASKS: 'Skriv koden i kortprogrammets eget fönster',
  },
  activityFor: '{activity}: {profile}',
  progress: '{done} av {total} delar klara',
  keepCardIn: 'Dra inte ur kortet ur kortläsaren, och avbryt inte.',
  fault: {
    waitsForCard: 'Väntar på att samma kort sätts i',
    waitsForReader: 'Väntar på kortläsaren och kortet',
    kept: '{done} av {total} delar är redan klara, och görs inte om.',
  },
  done: {
    title: 'Klart! Ditt kort är uppgraderat',
    lead: 'Dina certifikat är nu installerade på ditt kort och klara att användas. Nya certifikat: {certificates}, alla lästa tillbaka från kortet och provade. De gamla ligger kvar.',
    nowHeading: 'Gör så här nu',
    now: ['Tryck på LOGGA UT.', 'Ta ut kortet ur läsaren.', 'Stäng webbläsaren.'],
    laterHeading: 'När du loggar in härefter',
    later: [
      'Får du välja mellan flera certifikat: ta det på ditt HSA-id, utfärdat av SITHS e-id Person HSA-id.',
      'Känner en inloggning inte igen kortet: ring 2020, val 5, och säg att kortet är uppgraderat. Det kan behöva kopplas om.',
    ],
    progress: '{certificates} av {certificates} certifikat klara',
  },
  cancelled: {
    title: 'Uppgraderingen är avbruten',
    lead: 'Certifikaten som fanns på kortet ligger kvar. Du kan ta ut kortet.',
    again: 'Starta kortagenten igen när du vill uppgradera kortet.',
  },
  action: {
    submitPin: 'OK',
    start: 'Fortsätt',
    upgrade: 'Uppgradera kort',
    accept: 'STARTA NEDLADDNING',
    decline: 'Jag godkänner inte',
    cancel: 'Avbryt',
    retry: 'Försök igen',
    readCard: 'Läs kortet igen',
    readTerms: 'Läs villkoren igen',
    signOut: 'LOGGA UT',
    close: 'Stäng',
  },
};
