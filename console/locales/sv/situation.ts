/** While nothing has gone wrong: what is going on, what to say to the caller, what comes next. */
export default {
  silent: {
    title: 'Kortagenten har inte hörts av sedan {time}',
    say: 'Jag har tappat kontakten med din dator. Är fönstret stängt, eller har datorn gått i vila? Öppna kortagenten igen, så fortsätter den där den var.',
    next: 'Sessionen går vidare av sig själv när datorn hörs igen. Inget på kortet går förlorat.',
  },
  connecting: {
    title: 'Kortagenten läser kortet',
    say: 'Jag ser din dator nu. Sätt i kortet med chipet uppåt och först, och vänta lite.',
    next: 'Den som ringer skriver säkerhetskoden för legitimering på datorn.',
  },
  pickCard: {
    title: 'Väntar på att ett av korten väljs',
    say: 'Datorn ser mer än ett kort. Välj på skärmen vilket som ska uppgraderas.',
    next: 'Den som ringer skriver säkerhetskoden för legitimering för det kortet.',
  },
  pinAuthentication: {
    title: 'Väntar på säkerhetskoden för legitimering (PIN1)',
    say: 'Skriv din säkerhetskod för legitimering på datorn, sex siffror. Säg den inte till mig; jag ser den aldrig.',
    next: 'Kortet loggar in, och du ser vem det är.',
  },
  pinAuthenticationAgain: {
    title: 'Väntar på säkerhetskoden för legitimering (PIN1) igen',
    say: 'Skriv säkerhetskoden för legitimering en gång till på datorn, sex siffror. Låt kortet sitta i. Säg inte koden till mig; jag ser den aldrig.',
    next: 'Uppgraderingen fortsätter där den var. Det som är klart är kvar.',
  },
  pinSignature: {
    title: 'Väntar på säkerhetskoden för underskrift (PIN2)',
    say: 'Skriv nu din andra säkerhetskod, den för underskrift. Den har också sex siffror. Låt kortet sitta i.',
    next: 'Certifikaten för underskrift hämtas. Sedan är det klart.',
  },
  unlock: {
    title: 'Låser upp koden med PUK-koden',
    say: 'Ta fram kodbrevet och skriv PUK-koden, åtta siffror, och en ny säkerhetskod två gånger. Säg inga koder till mig. Gissa aldrig PUK-koden.',
    next: 'Uppgraderingen fortsätter där den var, med den nya koden.',
  },
  changePin: {
    title: 'Byter säkerhetskod',
    say: 'Skriv den gamla koden och sedan en ny, två gånger. Säg inga koder till mig.',
    next: 'Den nya koden gäller direkt.',
  },
  offer: {
    title: 'Inloggad. Väntar på att uppgraderingen väljs',
    say: 'Du är inloggad. Tryck på knappen Uppgradera kort.',
    next: 'Villkoren visas.',
  },
  terms: {
    title: 'Väntar på att villkoren godkänns',
    say: 'Läs villkoren. Ha båda dina koder till hands, kryssa i rutan och tryck på Starta nedladdning.',
    next: 'Certifikaten hämtas. Det tar ungefär en minut.',
  },
  moment: {
    title: 'Datorn arbetar ett ögonblick',
    say: 'Vänta lite, det går vidare av sig självt. Låt kortet sitta i.',
    next: 'Nästa steg visas på skärmen.',
  },
  working: {
    title: 'Certifikaten hämtas och skrivs på kortet',
    say: 'Nu arbetar datorn, det tar ungefär en minut. Låt kortet sitta i och stäng inte fönstret.',
    next: 'Säkerhetskoden för underskrift, eller så är det klart.',
  },
  makeRoom: {
    title: 'Kortet är fullt. Väntar på svar om det som har gått ut får tas bort',
    say: 'Det finns inte plats på kortet. På skärmen står vad som har gått ut och kan tas bort. Vill du det? Det bestämmer du.',
    next: 'Med ett ja tas så mycket som behövs bort, med en kopia på datorn, och hämtningen går vidare. Med ett nej ligger det kvar, och uppgraderingen avbryts.',
  },
  finish: {
    title: 'Sista steget',
    say: 'Nu kan du logga ut och ta ut kortet.',
    next: 'Uppgraderingen avslutas.',
  },
  completed: {
    title: 'Uppgraderingen är klar',
    say: 'Kortet är uppgraderat. Ta ut det och prova att logga in som vanligt. Får du frågan vilket certifikat du vill använda: välj det med HSA-id.',
    next: 'Går inloggningen i Windows inte: IT kan behöva koppla kontot till det nya certifikatet.',
  },
  restored: {
    title: 'Certifikaten är hämtade',
    say: 'De certifikat som ditt kort har fått tidigare ligger på det. Ta ut kortet och prova att logga in som vanligt.',
    next: 'Inget nytt utfärdades. Saknas något certifikat kan kortet uppgraderas.',
  },
  changePinAfter: {
    title: 'Kortet är klart. Den som ringer byter säkerhetskod',
    say: 'Skriv koden du har nu och sedan en ny, två gånger. Säg inga koder till mig. Låt kortet sitta i tills sidan säger att koden är bytt.',
    next: 'Den nya koden gäller direkt. Ska koden inte bytas: Tillbaka, och sedan Logga ut.',
  },
  unlockAfter: {
    title: 'Kortet är klart. Koden låses upp med PUK-koden',
    say: 'Ta fram kodbrevet och skriv PUK-koden, åtta siffror, och en ny säkerhetskod två gånger. Säg inga koder till mig. Gissa aldrig PUK-koden, och låt kortet sitta i.',
    next: 'Den nya koden gäller direkt. De nya certifikaten är redan på plats.',
  },
  workingAfter: {
    title: 'Kortet är klart. Datorn arbetar ett ögonblick',
    say: 'Vänta lite, och låt kortet sitta i tills sidan säger vad du gör sedan.',
    next: 'Sidan säger till när det är klart.',
  },
  faultAfter: {
    title: 'Kortet är klart, men något gick fel efteråt',
    say: 'Ditt kort är klart, och certifikaten är på plats. Nu gäller det bara koden: läs vad som står på sidan.',
    next: 'Med Tillbaka visas sista sidan igen.',
  },
  continued: {
    title: 'Kortet har loggat in på nytt. Uppgraderingen fortsätter i en senare session',
    say: 'Kortet har loggat in på nytt, så det är där uppgraderingen går vidare. Läs på den sidan, och låt kortet sitta i.',
    next: 'Öppna den senare sessionen: länken står överst.',
  },
  cancelled: {
    title: 'Uppgraderingen avbröts',
    say: 'Uppgraderingen är avbruten. Det som fungerade på kortet förut fungerar fortfarande. Starta kortagenten igen när du vill försöka på nytt.',
    next: 'En ny start får en ny kopplingskod och en egen rad på tavlan.',
  },
  failed: {
    title: 'Uppgraderingen misslyckades',
    say: 'Det gick inte den här gången. Det som fungerade på kortet förut fungerar fortfarande.',
    next: 'Följ rådet ovan och starta sedan kortagenten igen.',
  },
  expired: {
    title: 'Uppgraderingen övergavs',
    say: 'Uppgraderingen stod still för länge och stängdes. Starta kortagenten igen och läs upp den nya kopplingskoden.',
    next: 'En ny start får en egen rad på tavlan.',
  },
};
