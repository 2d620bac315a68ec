import type { ScreenTexts } from '../types.js';

export const screens: ScreenTexts = {
  start: {
    CONNECTING: {
      title: 'Preparing the upgrade',
      lead: 'The card agent is looking for the card reader and contacting the server.',
    },
    READING_CARD: { title: 'Reading the card', lead: 'Leave the card in the reader. It takes a few seconds.' },
    RESUMING: { title: 'Going on where it stopped', lead: 'The card agent is looking for the same card as before.' },
  },
  pickCard: {
    title: 'Which card is to be upgraded?',
    lead: 'More than one card is inserted. Press your card. Its number is printed on it.',
    others: 'The other cards are not touched. You can also take them out; the page then goes on by itself.',
    unnamed: 'Card without a name',
    number: 'Card number {number}',
    reader: 'Reader: {reader}',
  },
  pin: {
    AUTHENTICATION: {
      title: 'Sign in with your card',
      label: 'PIN for authentication (PIN1)',
      reason: {
        FIRST: 'Type the PIN that you usually sign in with: the PIN for authentication (PIN1). It has six digits.',
        RESUMED: 'Welcome back. Type the PIN for authentication (PIN1) again, and the upgrade goes on where it stopped.',
        CARD_BACK: 'The card is back. Type the PIN for authentication (PIN1) again, and the upgrade goes on where it stopped.',
        MODULE_RESTARTED:
          'The card software had to be restarted, and what is done is kept. Type the PIN for authentication (PIN1) again, and the upgrade goes on.',
        UNLOCKED:
          'The PIN is unlocked. Type the new PIN for authentication (PIN1) that you have just chosen, and the upgrade goes on.',
      },
    },
    SIGNATURE: {
      title: 'Type the PIN for signature',
      label: 'PIN for signature (PIN2)',
      reason: {
        FIRST:
          'Now your other PIN is needed: the PIN for signature (PIN2). It has six digits, and is not the one you signed in with.',
        RESUMED: 'Type the PIN for signature (PIN2) again, and the upgrade goes on where it stopped.',
        CARD_BACK: 'The card is back. Type the PIN for signature (PIN2), and the upgrade goes on where it stopped.',
        MODULE_RESTARTED:
          'The card software had to be restarted, and what is done is kept. Type the PIN for signature (PIN2), and the upgrade goes on.',
        UNLOCKED:
          'The PIN is unlocked. Type the new PIN for signature (PIN2) that you have just chosen, and the upgrade goes on.',
      },
    },
  },
  pinAsksItself:
    'The card software asks for the PIN in a window of its own. Press Continue and type the PIN there. The window may be behind the browser.',
  pinStaysHere: 'The PIN stays on your computer. Customer service never sees it and never asks for it.',
  triesUnknown: 'The card does not tell how many tries are left. Look in the PIN letter if you are not sure.',
  triesLeft: 'Tries left: {n}.',
  lastTry: 'A wrong PIN has been typed, and only one try is left.',
  lastTryWarning: 'Last try: if the PIN is wrong now, it is locked. Look in the PIN letter before you type.',
  lastTryCheckbox: 'I have looked in the PIN letter',
  codesStayHere: 'The codes stay on your computer. Customer service never sees them and never asks for them.',
  newPin: {
    heading: 'Your new PIN',
    digits: 'Six digits, not in a row and not the same digit six times.',
    AUTHENTICATION: {
      label: 'New PIN for authentication (PIN1)',
      repeat: 'New PIN (PIN1) once more',
      notTheOther: 'Another PIN than the one you have for signature (PIN2).',
    },
    SIGNATURE: {
      label: 'New PIN for signature (PIN2)',
      repeat: 'New PIN (PIN2) once more',
      notTheOther: 'Another PIN than the one you have for authentication (PIN1).',
    },
  },
  unlock: {
    title: { AUTHENTICATION: 'Unlock the PIN for authentication', SIGNATURE: 'Unlock the PIN for signature' },
    lead: {
      AUTHENTICATION:
        'The PIN for authentication (PIN1) is locked. Type the PUK from your PIN letter, eight digits. Then choose a new PIN.',
      SIGNATURE:
        'The PIN for signature (PIN2) is locked. Type the PUK from your PIN letter, eight digits. Then choose a new PIN.',
    },
    puk: 'PUK',
    warning: {
      UNKNOWN: 'Never guess the PUK. If it is wrong too many times, the card is destroyed.',
      LOW: 'The PUK has been typed wrong, and few tries are left. Never guess: too many wrong ones destroy the card.',
      LAST: 'Last try with the PUK: if it is wrong now, the card is destroyed and you need a new one.',
    },
    lastCheckbox: 'I have read the PUK in the PIN letter, digit by digit',
  },
  changePin: {
    title: { AUTHENTICATION: 'Change the PIN for authentication', SIGNATURE: 'Change the PIN for signature' },
    lead: {
      AUTHENTICATION: 'Type the PIN for authentication (PIN1) that you have now, and then the new one twice.',
      SIGNATURE: 'Type the PIN for signature (PIN2) that you have now, and then the new one twice.',
    },
    old: {
      AUTHENTICATION: 'Current PIN for authentication (PIN1)',
      SIGNATURE: 'Current PIN for signature (PIN2)',
    },
  },
  offer: {
    title: 'Your card can be upgraded',
    titleNamed: 'Hello {name}, your card can be upgraded',
    lead: 'Press Upgrade card. It takes a minute or two.',
    organisation: 'The card belongs to {organisation}.',
    heading: 'This is put on the card',
    certificate: 'Certificate for {profile}',
    old: {
      KEEP: 'The certificates that are already on the card stay there.',
      REMOVE_EXPIRED:
        'Old certificates that have expired are removed, but only when the new ones have been tried. The others stay.',
      REMOVE_REPLACED: 'Old certificates that the new ones replace are removed, but only when the new ones have been tried.',
    },
    restore: 'Are certificates missing that the card has been given already? Then press Fetch existing certificates instead.',
  },
  profile: {
    HSA_AUTHENTICATION: 'authentication, on your HSA-id',
    PERSON_AUTHENTICATION: 'authentication, on your personal identity number',
    HSA_SIGNATURE: 'signature, on your HSA-id',
    PERSON_SIGNATURE: 'signature, on your personal identity number',
  },
  terms: {
    title: 'Read and accept the terms',
    bothPins: 'Make sure that you have both PINs at hand: for authentication (PIN1) and for signature (PIN2).',
    heading: '{title} (version {version})',
    checkbox: 'I accept the terms',
  },
  makeRoom: {
    one: {
      title: 'May an expired certificate be removed?',
      lead: 'There is no room for the new certificates beside the old ones. One of the old ones has expired and can no longer be used. If you approve that it is removed, the upgrade goes on.',
      no: 'If not: press Cancel the upgrade. It then stays, and everything that works on the card goes on working.',
      heading: 'This can be removed',
      kept: 'A copy of it is kept on the computer. Certificates that are valid are not touched.',
    },
    several: {
      title: 'May expired certificates be removed?',
      lead: 'There is no room for the new certificates beside the old ones. Some of the old ones have expired and can no longer be used. If you approve that they are removed, the upgrade goes on.',
      no: 'If not: press Cancel the upgrade. They then stay, and everything that works on the card goes on working.',
      heading: 'These can be removed',
      kept: 'Only as many as needed are removed, the oldest first. Copies of them are kept on the computer. Certificates that are valid are not touched.',
    },
    certificate: '{label}, issued by {issuer}, expired on {date}',
  },
  working: {
    SIGN_IN: { title: 'Signing in', lead: 'The card shows the server that it is yours.' },
    CHOOSE_UPGRADE: { title: 'One moment', lead: 'The upgrade is being prepared.' },
    ACCEPT_TERMS: { title: 'Starting the download', lead: 'Your acceptance of the terms is sent to the server.' },
    LEAVE_CARD_IN: { title: 'Leave the card in', lead: 'The download starts now. You do not need to do anything.' },
    INSTALL_AUTHENTICATION: {
      title: 'Installing the certificates for authentication',
      lead: 'It can take a minute. You do not need to do anything.',
    },
    INSTALL_SIGNATURE: {
      title: 'Installing the certificates for signature',
      lead: 'Almost done. You do not need to do anything.',
    },
    DONE: { title: 'Finishing', lead: 'Everything is on the card. The server is told that it is done.' },
  },
  workingOn: {
    RESTARTING_MODULE: {
      title: 'The card software is being restarted',
      lead: 'The program that reads the card stopped answering. What is done is kept, and it goes on by itself. You do not need to do anything.',
    },
    REMOVING_OLD: { title: 'Removing old certificates', lead: 'Leave the card in. You do not need to do anything.' },
    CHANGING_PIN: { title: 'Changing the PIN', lead: 'Leave the card in. It takes a few seconds.' },
  },
  activity: {
    SIGNING_IN: 'Signing in with the card',
    PREPARING: 'Preparing',
    GENERATING_KEY: 'Making a new key on the card (can take half a minute)',
    SIGNING_REQUEST: 'The card signs the request',
    FETCHING: 'Fetching the certificate',
    WRITING: 'Writing the certificate to the card',
    VERIFYING: 'Checking the certificate on the card',
    FINISHING: 'Finishing',
    RESTARTING_MODULE: 'The card software is being restarted',
    REMOVING_OLD: 'Removing old certificates from the card',
    CHANGING_PIN: 'Changing the PIN on the card',
    MIDDLEWARE_ASKS: "Type the PIN in the card software's own window",
  },
  activityFor: '{activity}: {profile}',
  progress: '{done} of {total} parts done',
  keepCardIn: 'Do not pull the card out of the reader, and do not interrupt.',
  leaveCardIn: 'Do not pull the card out of the reader.',
  fault: {
    waitsForCard: 'Waiting for the same card',
    waitsForReader: 'Waiting for the card reader and the card',
    waitsForOthers: 'Waiting for the card to be free',
    waitsForRest: 'Tries again by itself',
    kept: '{done} of {total} parts are done already, and are not done again.',
    pinLocked: {
      AUTHENTICATION: 'The PIN for authentication (PIN1) is locked',
      SIGNATURE: 'The PIN for signature (PIN2) is locked',
    },
    unlockElsewhere:
      "The PIN was typed wrong too many times and is locked. The card software on this PC does not let the page unlock it. Do it in the card software's own window with the PUK from the PIN letter, or at your ID administrator. Nothing on the card is lost. Never guess the PUK, too many wrong ones destroy the card. If you lack the letter, call 2020, option 5.",
    goesOnUnlocked: 'The upgrade goes on when the PIN is unlocked. If you unlocked it in another way, press Try again.',
    afterDone: 'The certificates were ready before this happened, and are still on the card.',
    cardRemovedAfterDone:
      'Try to sign in as usual with the card. If you had typed a new PIN, try that one first; if it does not work, the old one holds. If you are unsure, call 2020, option 5, but never tell anyone the PIN.',
  },
  done: {
    UPGRADE: {
      title: 'Done! Your card is upgraded',
      lead: 'Your certificates are now installed on your card and ready to use. New certificates: {certificates}, all read back from the card and tried.',
      later:
        'If a sign-in does not recognise the card: call 2020, option 5, and say that the card is upgraded. It may have to be linked again.',
    },
    RESTORE: {
      title: 'Done! Your certificates are fetched',
      lead: 'The certificates that the card was given earlier are on the card, ready to use. Certificates fetched: {certificates}, all read back from the card and tried.',
      later: 'If a sign-in does not recognise the card: call 2020, option 5, and say that the certificates were fetched again.',
    },
    oldStay: 'The old ones that are valid stay.',
    oldRemoved: 'Old certificates removed: {removed}. They are kept on the computer, so that those still valid can be put back.',
    nowHeading: 'What to do now',
    now: ['Press LOG OUT.', 'Take the card out of the reader.', 'Close the browser.'],
    laterHeading: 'When you sign in from now on',
    later: ['If you can choose between certificates: take the one on your HSA-id, issued by SITHS e-id Person HSA-id.'],
    pinChanged: {
      AUTHENTICATION: 'The PIN for authentication (PIN1) is changed. Use the new one next time.',
      SIGNATURE: 'The PIN for signature (PIN2) is changed. Use the new one next time.',
    },
    changePin: 'Would you like to change one of your PINs? You can do it here, as long as the card is in.',
    progress: '{certificates} of {certificates} certificates done',
  },
  cancelled: {
    title: 'The upgrade is cancelled',
    lead: 'The certificates that worked on the card stay there. You can take the card out.',
    again: 'Start the card agent again when you want to upgrade the card.',
  },
  action: {
    submitPin: 'OK',
    start: 'Continue',
    upgrade: 'Upgrade card',
    restore: 'Fetch existing certificates',
    accept: 'START DOWNLOAD',
    decline: 'I do not accept',
    cancel: 'Cancel',
    cancelUpgrade: 'Cancel the upgrade',
    back: 'Back',
    unlock: 'Unlock',
    unlockWithPuk: 'Unlock with the PUK',
    changePin: 'Change PIN',
    changeAuthenticationPin: 'Change PIN for authentication',
    changeSignaturePin: 'Change PIN for signature',
    allow: 'Remove and go on',
    retry: 'Try again',
    goOnAnyway: 'Go on anyway',
    readCard: 'Read the card again',
    readTerms: 'Read the terms again',
    signOut: 'LOG OUT',
    close: 'Close',
  },
};
