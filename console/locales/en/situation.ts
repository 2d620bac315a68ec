/** While nothing has gone wrong: what is going on, what to say to the caller, what comes next. */
export default {
  silent: {
    title: 'The card agent has not been heard of since {time}',
    say: 'I have lost contact with your PC. Is the window closed, or has the PC gone to sleep? Open the card agent again and it goes on where it was.',
    next: 'The session goes on by itself when the PC is heard again. Nothing on the card gets lost.',
  },
  connecting: {
    title: 'The card agent is reading the card',
    say: 'I can see your PC now. Insert the card chip up and chip first, and wait a moment.',
    next: 'The caller types the authentication PIN on the PC.',
  },
  pickCard: {
    title: 'Waiting for one of the cards to be chosen',
    say: 'The PC sees more than one card. Choose on the screen which one is to be upgraded.',
    next: 'The caller types the authentication PIN of that card.',
  },
  pinAuthentication: {
    title: 'Waiting for the authentication PIN (PIN1)',
    say: 'Type your six-digit authentication PIN on the PC. Do not tell it to me; I never see it.',
    next: 'The card signs in, and you see who it is.',
  },
  pinAuthenticationAgain: {
    title: 'Waiting for the authentication PIN (PIN1) again',
    say: 'Type your six-digit authentication PIN on the PC once more. Leave the card in. Do not tell the PIN to me; I never see it.',
    next: 'The upgrade goes on where it was. What is done is kept.',
  },
  pinSignature: {
    title: 'Waiting for the signature PIN (PIN2)',
    say: 'Now type the other PIN, the one for signatures. It has six digits too. Leave the card in.',
    next: 'The signature certificates are fetched. Then it is done.',
  },
  unlock: {
    title: 'Unlocking the PIN with the PUK',
    say: 'Find the PIN letter and type the PUK, eight digits, and a new PIN twice. Do not tell me any of them. Never guess the PUK.',
    next: 'The upgrade goes on where it was, with the new PIN.',
  },
  changePin: {
    title: 'Changing the PIN',
    say: 'Type the old PIN and then a new one, twice. Do not tell me any of them.',
    next: 'The new PIN holds at once.',
  },
  offer: {
    title: 'Signed in. Waiting for the upgrade to be chosen',
    say: 'You are signed in. Press the button Upgrade card.',
    next: 'The terms are shown.',
  },
  terms: {
    title: 'Waiting for the terms to be accepted',
    say: 'Please read the terms. Have both your PINs at hand, tick the box and press Start download.',
    next: 'The certificates are fetched. It takes about a minute.',
  },
  moment: {
    title: 'The PC is working for a moment',
    say: 'Wait a moment, it goes on by itself. Leave the card in.',
    next: 'The next step appears on the screen.',
  },
  working: {
    title: 'The certificates are fetched and written to the card',
    say: 'The PC is working now, it takes about a minute. Leave the card in and do not close the window.',
    next: 'The signature PIN, or it is done.',
  },
  makeRoom: {
    title: 'The card is full. Waiting for an answer whether what has expired may be removed',
    say: 'There is no room on the card. The screen shows what has expired and can be removed. Would you like that? That is for you to decide.',
    next: 'With a yes, as much as needed is removed, with a copy on the PC, and the fetching goes on. With a no it stays, and the upgrade is cancelled.',
  },
  finish: {
    title: 'The last step',
    say: 'You can sign out now and take out the card.',
    next: 'The upgrade ends.',
  },
  completed: {
    title: 'The upgrade is complete',
    say: 'Your card is upgraded. Take it out and try to sign in as usual. If you are asked which certificate to use, choose the one with your HSA-id.',
    next: 'If signing in to Windows does not work, IT may need to link the account to the new certificate.',
  },
  restored: {
    title: 'The certificates are fetched',
    say: 'The certificates that your card was given earlier are on it. Take out the card and try to sign in as usual.',
    next: 'Nothing new was issued. If a certificate is missing, the card can be upgraded.',
  },
  changePinAfter: {
    title: 'The card is done. The caller changes a PIN',
    say: 'Type the PIN that you have now and then a new one, twice. Do not tell me any of them. Leave the card in until the page says that the PIN is changed.',
    next: 'The new PIN holds at once. If it is not to be changed: Back, and then Log out.',
  },
  unlockAfter: {
    title: 'The card is done. The PIN is unlocked with the PUK',
    say: 'Find the PIN letter and type the PUK, eight digits, and a new PIN twice. Do not tell me any of them. Never guess the PUK, and leave the card in.',
    next: 'The new PIN holds at once. The new certificates are in place already.',
  },
  workingAfter: {
    title: 'The card is done. The PC is working for a moment',
    say: 'Wait a moment, and leave the card in until the page says what to do next.',
    next: 'The page says when it is done.',
  },
  faultAfter: {
    title: 'The card is done, but something went wrong afterwards',
    say: 'Your card is done, and the certificates are in place. This is only about the PIN: read what the page says.',
    next: 'Back shows the last page again.',
  },
  continued: {
    title: 'The card has signed in anew. The upgrade goes on in a later session',
    say: 'The card has signed in anew, and that is where the upgrade goes on. Read that page, and leave the card in.',
    next: 'Open the later session: the link is at the top.',
  },
  cancelled: {
    title: 'The upgrade was cancelled',
    say: 'The upgrade is cancelled. What worked on the card before still works. Start the card agent again when you want to try anew.',
    next: 'A new start gets a new pairing code and a row of its own on the board.',
  },
  failed: {
    title: 'The upgrade failed',
    say: 'It did not work this time. What worked on the card before still works.',
    next: 'Follow the advice above, then start the card agent again.',
  },
  expired: {
    title: 'The upgrade was abandoned',
    say: 'The upgrade stood still for too long and was closed. Start the card agent again and read out the new pairing code.',
    next: 'A new start gets a row of its own on the board.',
  },
};
