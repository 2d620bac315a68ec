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
  pickCard: {
    title: 'Vilket kort ska uppgraderas?',
    lead: 'Flera kort sitter i. Tryck på ditt kort. Numret står på kortet.',
    others: 'De andra korten rörs inte. Du kan också ta ut dem; då går sidan vidare av sig själv.',
    unnamed: 'Kort utan namn',
    number: 'Kortnummer {number}',
    reader: 'Läsare: {reader}',
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
        MODULE_RESTARTED:
          'Kortprogrammet fick startas om, och det som är klart är kvar. Skriv säkerhetskoden för legitimering (PIN1) igen, så fortsätter uppgraderingen.',
        UNLOCKED:
          'Koden är upplåst. Skriv den nya säkerhetskoden för legitimering (PIN1), som du just valde, så fortsätter uppgraderingen.',
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
        MODULE_RESTARTED:
          'Kortprogrammet fick startas om, och det som är klart är kvar. Skriv säkerhetskoden för underskrift (PIN2), så fortsätter uppgraderingen.',
        UNLOCKED:
          'Koden är upplåst. Skriv den nya säkerhetskoden för underskrift (PIN2), som du just valde, så fortsätter uppgraderingen.',
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
  codesStayHere: 'Koderna stannar på din dator. Kundservice ser dem aldrig och frågar aldrig efter dem.',
  newPin: {
    heading: 'Din nya kod',
    digits: 'Sex siffror, inte i följd och inte samma siffra sex gånger.',
    AUTHENTICATION: {
      label: 'Ny säkerhetskod för legitimering (PIN1)',
      repeat: 'Ny säkerhetskod (PIN1) en gång till',
      notTheOther: 'En annan kod än den du har för underskrift (PIN2).',
    },
    SIGNATURE: {
      label: 'Ny säkerhetskod för underskrift (PIN2)',
      repeat: 'Ny säkerhetskod (PIN2) en gång till',
      notTheOther: 'En annan kod än den du har för legitimering (PIN1).',
    },
  },
  unlock: {
    title: { AUTHENTICATION: 'Lås upp koden för legitimering', SIGNATURE: 'Lås upp koden för underskrift' },
    lead: {
      AUTHENTICATION:
        'Säkerhetskoden för legitimering (PIN1) är låst. Skriv PUK-koden från ditt kodbrev, åtta siffror. Välj sedan en ny kod.',
      SIGNATURE:
        'Säkerhetskoden för underskrift (PIN2) är låst. Skriv PUK-koden från ditt kodbrev, åtta siffror. Välj sedan en ny kod.',
    },
    puk: 'PUK-kod',
    warning: {
      UNKNOWN: 'Gissa aldrig PUK-koden. Skrivs den fel för många gånger förstörs kortet.',
      LOW: 'PUK-koden har skrivits fel, och få försök är kvar. Gissa aldrig: för många fel förstör kortet.',
      LAST: 'Sista försöket med PUK-koden: blir den fel nu förstörs kortet, och du behöver ett nytt.',
    },
    lastCheckbox: 'Jag har läst PUK-koden i kodbrevet, siffra för siffra',
  },
  changePin: {
    title: { AUTHENTICATION: 'Byt kod för legitimering', SIGNATURE: 'Byt kod för underskrift' },
    lead: {
      AUTHENTICATION: 'Skriv säkerhetskoden för legitimering (PIN1) som du har nu, och sedan den nya två gånger.',
      SIGNATURE: 'Skriv säkerhetskoden för underskrift (PIN2) som du har nu, och sedan den nya två gånger.',
    },
    old: {
      AUTHENTICATION: 'Nuvarande säkerhetskod för legitimering (PIN1)',
      SIGNATURE: 'Nuvarande säkerhetskod för underskrift (PIN2)',
    },
  },
  offer: {
    title: 'Ditt kort kan uppgraderas',
    titleNamed: 'Hej {name}, ditt kort kan uppgraderas',
    lead: 'Tryck på Uppgradera kort. Det tar en till två minuter.',
    organisation: 'Kortet hör till {organisation}.',
    heading: 'Det här läggs på kortet',
    certificate: 'Certifikat för {profile}',
    old: {
      KEEP: 'Certifikaten som redan finns på kortet ligger kvar.',
      REMOVE_EXPIRED: 'Gamla certifikat som har gått ut tas bort, men först när de nya är provade. De andra ligger kvar.',
      REMOVE_REPLACED: 'Gamla certifikat som de nya ersätter tas bort, men först när de nya är provade.',
    },
    restore: 'Saknas certifikat som kortet redan har fått? Tryck då på Hämta befintliga certifikat i stället.',
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
  makeRoom: {
    one: {
      title: 'Får ett utgånget certifikat tas bort?',
      lead: 'De nya certifikaten får inte plats bredvid de gamla. Ett av de gamla har gått ut och går inte längre att använda. Godkänner du att det tas bort, så fortsätter uppgraderingen.',
      no: 'Om inte: tryck på Avbryt uppgraderingen. Då ligger det kvar, och allt som fungerar på kortet fungerar som förut.',
      heading: 'Det här kan tas bort',
      kept: 'En kopia av det sparas på datorn. Certifikat som gäller rörs inte.',
    },
    several: {
      title: 'Får utgångna certifikat tas bort?',
      lead: 'De nya certifikaten får inte plats bredvid de gamla. Några av de gamla har gått ut och går inte längre att använda. Godkänner du att de tas bort, så fortsätter uppgraderingen.',
      no: 'Om inte: tryck på Avbryt uppgraderingen. Då ligger de kvar, och allt som fungerar på kortet fungerar som förut.',
      heading: 'De här kan tas bort',
      kept: 'Bara så många som behövs tas bort, de äldsta först. Kopior av dem sparas på datorn. Certifikat som gäller rörs inte.',
    },
    certificate: '{label}, utfärdat av {issuer}, gick ut den {date}',
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
  workingOn: {
    RESTARTING_MODULE: {
      title: 'Kortprogrammet startas om',
      lead: 'Programmet som läser kortet slutade svara. Det som är klart är kvar, och det går vidare av sig självt. Du behöver inte göra något.',
    },
    REMOVING_OLD: { title: 'Tar bort gamla certifikat', lead: 'Låt kortet sitta i. Du behöver inte göra något.' },
    CHANGING_PIN: { title: 'Byter koden', lead: 'Låt kortet sitta i. Det tar några sekunder.' },
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
    RESTARTING_MODULE: 'Kortprogrammet startas om',
    REMOVING_OLD: 'Tar bort gamla certifikat från kortet',
    CHANGING_PIN: 'Byter koden på kortet',
    MIDDLEWARE_ASKS: 'Skriv koden i kortprogrammets eget fönster',
  },
  activityFor: '{activity}: {profile}',
  progress: '{done} av {total} delar klara',
  keepCardIn: 'Dra inte ur kortet ur kortläsaren, och avbryt inte.',
  leaveCardIn: 'Dra inte ur kortet ur kortläsaren.',
  fault: {
    waitsForCard: 'Väntar på att samma kort sätts i',
    waitsForReader: 'Väntar på kortläsaren och kortet',
    waitsForOthers: 'Väntar på att kortet blir ledigt',
    waitsForRest: 'Försöker igen av sig självt',
    kept: '{done} av {total} delar är redan klara, och görs inte om.',
    pinLocked: {
      AUTHENTICATION: 'Säkerhetskoden för legitimering (PIN1) är låst',
      SIGNATURE: 'Säkerhetskoden för underskrift (PIN2) är låst',
    },
    unlockElsewhere:
      'Koden har skrivits fel för många gånger och är låst. Kortprogrammet på den här datorn låter inte sidan låsa upp den. Gör det i kortprogrammets eget fönster med PUK-koden i kodbrevet, eller hos din ID-administratör. Ingenting på kortet är förlorat. Gissa aldrig PUK-koden, för många fel förstör kortet. Saknar du kodbrevet: ring 2020, val 5.',
    goesOnUnlocked: 'Uppgraderingen fortsätter när koden är upplåst. Har du låst upp den på annat sätt: tryck på Försök igen.',
    afterDone: 'Certifikaten var klara innan det här hände, och ligger kvar på kortet.',
    cardRemovedAfterDone:
      'Prova att logga in som vanligt med kortet. Hade du skrivit en ny kod, så prova den först; fungerar den inte, gäller den gamla. Är du osäker: ring 2020, val 5, men säg aldrig koden till någon.',
  },
  done: {
    UPGRADE: {
      title: 'Klart! Ditt kort är uppgraderat',
      lead: 'Dina certifikat är nu installerade på ditt kort och klara att användas. Nya certifikat: {certificates}, alla lästa tillbaka från kortet och provade.',
      later:
        'Känner en inloggning inte igen kortet: ring 2020, val 5, och säg att kortet är uppgraderat. Det kan behöva kopplas om.',
    },
    RESTORE: {
      title: 'Klart! Dina certifikat är hämtade',
      lead: 'Certifikaten som kortet har fått tidigare ligger på kortet, klara att användas. Hämtade certifikat: {certificates}, alla lästa tillbaka från kortet och provade.',
      later: 'Känner en inloggning inte igen kortet: ring 2020, val 5, och säg att certifikaten är hämtade igen.',
    },
    oldStay: 'De gamla som gäller ligger kvar.',
    oldRemoved:
      'Gamla certifikat som togs bort: {removed}. De är sparade på datorn, så att de som fortfarande gäller kan läggas tillbaka.',
    nowHeading: 'Gör så här nu',
    now: ['Tryck på LOGGA UT.', 'Ta ut kortet ur läsaren.', 'Stäng webbläsaren.'],
    laterHeading: 'När du loggar in härefter',
    later: ['Får du välja mellan flera certifikat: ta det på ditt HSA-id, utfärdat av SITHS e-id Person HSA-id.'],
    pinChanged: {
      AUTHENTICATION: 'Koden för legitimering (PIN1) är bytt. Använd den nya nästa gång.',
      SIGNATURE: 'Koden för underskrift (PIN2) är bytt. Använd den nya nästa gång.',
    },
    changePin: 'Vill du byta någon av dina koder? Det går att göra här, så länge kortet sitter i.',
    progress: '{certificates} av {certificates} certifikat klara',
  },
  cancelled: {
    title: 'Uppgraderingen är avbruten',
    lead: 'Certifikaten som fungerade på kortet ligger kvar. Du kan ta ut kortet.',
    again: 'Starta kortagenten igen när du vill uppgradera kortet.',
  },
  action: {
    submitPin: 'OK',
    start: 'Fortsätt',
    upgrade: 'Uppgradera kort',
    restore: 'Hämta befintliga certifikat',
    accept: 'STARTA NEDLADDNING',
    decline: 'Jag godkänner inte',
    cancel: 'Avbryt',
    cancelUpgrade: 'Avbryt uppgraderingen',
    back: 'Tillbaka',
    unlock: 'Lås upp',
    unlockWithPuk: 'Lås upp med PUK-kod',
    changePin: 'Byt kod',
    changeAuthenticationPin: 'Byt kod för legitimering',
    changeSignaturePin: 'Byt kod för underskrift',
    allow: 'Ta bort och fortsätt',
    retry: 'Försök igen',
    goOnAnyway: 'Fortsätt ändå',
    readCard: 'Läs kortet igen',
    readTerms: 'Läs villkoren igen',
    signOut: 'LOGGA UT',
    close: 'Stäng',
  },
};
