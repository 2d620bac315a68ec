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
  pin: {
    AUTHENTICATION: {
      title: 'Sign in with your card',
      label: 'PIN for authentication (PIN1)',
      reason: {
        FIRST: 'Type the PIN that you usually sign in with: the PIN for authentication (PIN1). It has six digits.',
        RESUMED: 'Welcome back. Type the PIN for authentication (PIN1) again, and the upgrade goes on where it stopped.',
        CARD_BACK: 'The card is back. Type the PIN for authentication (PIN1) again, and the upgrade goes on where it stopped.',
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
  offer: {
    title: 'Your card can be upgraded',
    titleNamed: 'Hello {name}, your card can be upgraded',
    lead: 'Press Upgrade card. It takes a minute or two.',
    organisation: 'The card belongs to {organisation}.',
    heading: 'This is put on the card',
    certificate: 'Certificate for {profile}',
    oldStay: 'The certificates that are already on the card stay there.',
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
  activity: {
    SIGNING_IN: 'Signing in with the card',
    PREPARING: 'Preparing',
    GENERATING_KEY: 'Making a new key on the card (can take half a minute)',
    SIGNING_REQUEST: 'The card signs the request',
    FETCHING: 'Fetching the certificate',
    WRITING: 'Writing the certificate to the card',
    VERIFYING: 'Checking the certificate on the card',
    FINISHING: 'Finishing',
    MIDDLEWARE_ASKS: "Type the PIN in the card software's own window",
  },
  activityFor: '{activity}: {profile}',
  progress: '{done} of {total} parts done',
  keepCardIn: 'Do not pull the card out of the reader, and do not interrupt.',
  fault: {
    waitsForCard: 'Waiting for the same card',
    waitsForReader: 'Waiting for the card reader and the card',
    kept: '{done} of {total} parts are done already, and are not done again.',
  },
  done: {
    title: 'Done! Your card is upgraded',
    lead: 'Your certificates are now installed on your card and ready to use. New certificates: {certificates}, all read back from the card and tried. The old ones stay.',
    nowHeading: 'What to do now',
    now: ['Press LOG OUT.', 'Take the card out of the reader.', 'Close the browser.'],
    laterHeading: 'When you sign in from now on',
    later: [
      'If you can choose between certificates: take the one on your HSA-id, issued by SITHS e-id Person HSA-id.',
      'If a sign-in does not recognise the card: call 2020, option 5, and say that the card is upgraded. It may have to be linked again.',
    ],
    progress: '{certificates} of {certificates} certificates done',
  },
  cancelled: {
    title: 'The upgrade is cancelled',
    lead: 'The certificates that were on the card stay there. You can take the card out.',
    again: 'Start the card agent again when you want to upgrade the card.',
  },
  action: {
    submitPin: 'OK',
    start: 'Continue',
    upgrade: 'Upgrade card',
    accept: 'START DOWNLOAD',
    decline: 'I do not accept',
    cancel: 'Cancel',
    retry: 'Try again',
    readCard: 'Read the card again',
    readTerms: 'Read the terms again',
    signOut: 'LOG OUT',
    close: 'Close',
  },
};
