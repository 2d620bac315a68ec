import type { Share } from '../fault-texts.js';

/** Middleware, reader and card, before anything was signed. */
export const beforeStart = {
  MIDDLEWARE_NOT_FOUND: {
    step: 'SIGN_IN',
    costsPinTry: false,
    cause: {
      sv: 'Kortprogrammet (Net iD eller annan PKCS#11-modul) är inte installerat, eller fel paket är installerat.',
      en: 'The card software (Net iD or another PKCS#11 module) is not installed, or the wrong package is.',
    },
    cardholderTitle: { sv: 'Datorn saknar kortprogrammet', en: 'This PC lacks the card software' },
    cardholderText: {
      sv: 'Programmet som läser kortet, till exempel Net iD, hittades inte. Be IT-stödet installera det på den här datorn, eller byt till en dator där kortet brukar fungera, och starta sedan kortagenten igen. Ingenting på kortet har ändrats. Vet du inte vem som är ditt IT-stöd: ring 2020, val 5.',
      en: 'The program that reads the card, such as Net iD, was not found. Ask IT support to install it on this PC, or move to a PC where the card usually works, and then start the card agent again. Nothing on the card has changed. If you do not know who your IT support is, call 2020, option 5.',
    },
    staffSay: {
      sv: 'Datorn saknar programmet som läser kortet. Det är IT som installerar det. Kortet är det inget fel på.',
      en: 'The PC lacks the program that reads the card. IT installs it. There is nothing wrong with your card.',
    },
    staffDo: {
      sv: 'Skicka uppgifterna om dator och kortprogram från sessionen till IT. Föreslå en annan dator om det är bråttom.',
      en: 'Send the details of PC and middleware from the session to IT. Suggest another PC if it is urgent.',
    },
  },
  NO_READER: {
    step: 'SIGN_IN',
    costsPinTry: false,
    cause: {
      sv: 'Ingen kortläsare syns: den är urkopplad, i strömsparläge eller saknar drivrutin. Över fjärrskrivbord och Citrix syns den ofta inte.',
      en: 'No card reader is visible: unplugged, powered down to save energy, or without its driver. Remote desktop and Citrix often hide it.',
    },
    cardholderTitle: { sv: 'Ingen kortläsare hittades', en: 'No card reader was found' },
    cardholderText: {
      sv: 'Kontrollera att läsaren sitter i. Dra ut kontakten, vänta några sekunder och sätt den i ett annat USB-uttag. Sitter du i fjärrskrivbord eller Citrix: byt till en vanlig dator. Sidan går vidare av sig själv när läsaren syns. Ingenting på kortet har ändrats. Hjälper det inte: ring 2020, val 5.',
      en: 'Check that the reader is plugged in. Unplug it, wait a few seconds and try another USB port. If you work over remote desktop or Citrix, move to an ordinary PC. The page goes on by itself when the reader is seen. Nothing on the card has changed. If that does not help, call 2020, option 5.',
    },
    staffSay: {
      sv: 'Datorn ser ingen kortläsare. Dra ut den, vänta några sekunder och prova ett annat USB-uttag.',
      en: 'The PC sees no card reader. Please unplug it, wait a few seconds and try another USB port.',
    },
    staffDo: {
      sv: 'Vänta tills läsaren syns i sessionen. Fråga om fjärrskrivbord eller Citrix: då behövs en vanlig dator. Fortfarande ingen läsare: IT kontrollerar drivrutinen.',
      en: 'Wait until the reader shows in the session. Ask about remote desktop or Citrix: an ordinary PC is needed then. Still no reader: IT checks the driver.',
    },
  },
  NO_CARD: {
    step: 'SIGN_IN',
    costsPinTry: false,
    cause: {
      sv: 'Läsaren syns men inget kort i den: kortet saknas, är felvänt eller har dålig kontakt.',
      en: 'The reader is visible but no card in it: the card is missing, the wrong way round, or has poor contact.',
    },
    cardholderTitle: { sv: 'Inget kort i läsaren', en: 'No card in the reader' },
    cardholderText: {
      sv: 'Sätt i kortet med chipet uppåt och först, ända in. Sitter det redan i: ta ut det, vänta några sekunder och sätt i det igen. Sidan går vidare av sig själv när kortet läses. Hjälper det inte: torka chipet med en torr trasa, eller ring 2020, val 5.',
      en: 'Insert the card chip up and chip first, all the way. If it is in already, take it out, wait a few seconds and insert it again. The page goes on by itself when the card is read. If that does not help, wipe the chip with a dry cloth, or call 2020, option 5.',
    },
    staffSay: {
      sv: 'Läsaren ser inget kort. Ta ut kortet, vänta några sekunder och sätt i det igen med chipet uppåt och först.',
      en: 'The reader sees no card. Please take it out, wait a few seconds and insert it again, chip up and chip first.',
    },
    staffDo: {
      sv: 'Vänta tills kortet syns i sessionen. Prova en annan läsare eller dator om det inte hjälper.',
      en: 'Wait until the card shows in the session. Try another reader or PC if that does not help.',
    },
  },
  SEVERAL_CARDS: {
    step: 'SIGN_IN',
    costsPinTry: false,
    cause: {
      sv: 'Flera kort eller läsare är aktiva samtidigt. Vilket kort som ska uppgraderas måste vara entydigt före start.',
      en: 'Several cards or readers are active at once. Which card to upgrade must be clear before the start.',
    },
    cardholderTitle: { sv: 'Flera kort sitter i', en: 'More than one card is inserted' },
    cardholderText: {
      sv: 'Välj här på sidan vilket kort som ska uppgraderas, eller ta ut de andra och låt bara det sitta i: då går sidan vidare av sig själv. Ingenting på något av korten har ändrats.',
      en: 'Choose here on the page which card is to be upgraded, or take the others out and leave only that one: the page then goes on by itself. Nothing on any of the cards has changed.',
    },
    staffSay: {
      sv: 'Datorn ser mer än ett kort. Välj på sidan vilket som ska uppgraderas, eller ta ut de andra.',
      en: 'The PC sees more than one card. Please choose on the page which one to upgrade, or take the others out.',
    },
    staffDo: {
      sv: 'Läs i sessionen vilka läsare som syns. Tänk på inbyggda läsare i tangentbord och bärbara datorer, och på mobila och virtuella kort.',
      en: 'See in the session which readers are visible. Think of readers built into keyboards and laptops, and of mobile and virtual cards.',
    },
  },
  CARD_NOT_RECOGNISED: {
    step: 'SIGN_IN',
    costsPinTry: false,
    cause: {
      sv: 'Kortet är inget SITHS-kort som kan uppgraderas: en annan utgivares kort, ett virtuellt kort (Windows Hello), eller ett kort som kortprogrammet inte kan läsa.',
      en: 'The card is not a SITHS card that can be upgraded: another issuer’s card, a virtual card (Windows Hello), or one that the middleware can’t read.',
    },
    cardholderTitle: { sv: 'Kortet känns inte igen', en: 'The card is not recognised' },
    cardholderText: {
      sv: 'Kortet i läsaren är inte ett SITHS-kort som kan uppgraderas, eller så kunde det inte läsas. Kontrollera att det är ditt e-tjänstekort, torka chipet med en torr trasa och sätt i kortet igen. Ingenting på kortet har ändrats. Är det rätt kort: ring 2020, val 5.',
      en: 'The card in the reader is not a SITHS card that can be upgraded, or it could not be read. Check that it is your service card, wipe the chip with a dry cloth and insert the card again. Nothing on the card has changed. If it is the right card, call 2020, option 5.',
    },
    staffSay: {
      sv: 'Datorn känner inte igen kortet. Är det ditt SITHS-kort som sitter i läsaren?',
      en: 'The PC does not recognise the card. Is it your SITHS card that is in the reader?',
    },
    staffDo: {
      sv: 'Jämför kortets tillverkare och namn i sessionen. Fel kort: be om rätt. Rätt kort som inte går att läsa: prova en annan dator, annars nytt kort via ID-administratören.',
      en: 'Look at the card’s manufacturer and labels in the session. Wrong card: ask for the right one. Right card that can’t be read: try another PC, otherwise a new card through the ID administrator.',
    },
  },
  CARD_NOT_ELIGIBLE: {
    step: 'CHOOSE_UPGRADE',
    costsPinTry: false,
    cause: {
      sv: 'Kortet får inte uppgraderas: status är skickat och inte mottaget, det är ett reservkort, eller utgivaren är en annan.',
      en: 'The card may not be upgraded: its status is sent and not received, it is a reserve card, or it has another issuer.',
    },
    cardholderTitle: { sv: 'Kortet kan inte uppgraderas', en: 'This card can’t be upgraded' },
    cardholderText: {
      sv: 'Du har loggat in, men just det här kortet går inte att uppgradera. Det kan bero på att det inte är registrerat som mottaget än, eller att det är ett reservkort. Kortet fungerar som förut. Ta kontakt med din ID-administratör, eller ring 2020, val 5, så får du veta vad som gäller.',
      en: 'You are signed in, but this particular card can’t be upgraded. It may not be registered as received yet, or it is a reserve card. The card works as before. Contact your ID administrator, or call 2020, option 5, to find out what applies.',
    },
    staffSay: {
      sv: 'Just det här kortet går inte att uppgradera. Det fungerar som förut, och jag hjälper dig vidare till ID-administratören.',
      en: 'This particular card can’t be upgraded. It works as before, and I will help you on to the ID administrator.',
    },
    staffDo: {
      sv: 'Läs orsaken vid felet. Status skickat: ID-administratören registrerar att kortet är mottaget, sedan kan det uppgraderas. Reservkort eller annan utgivare: beställ ett nytt kort.',
      en: 'Read the reason beside the failure. Status sent: the ID administrator registers the card as received, then it can be upgraded. Reserve card or other issuer: order a new card.',
    },
  },
} satisfies Share;
