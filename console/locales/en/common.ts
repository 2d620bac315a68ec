/** Words that every feature uses. */
export default {
  step: {
    SIGN_IN: 'Sign in with the card',
    CHOOSE_UPGRADE: 'Choose upgrade',
    ACCEPT_TERMS: 'Accept the terms',
    LEAVE_CARD_IN: 'Leave the card in',
    INSTALL_AUTHENTICATION: 'Fetch and install',
    INSTALL_SIGNATURE: 'Signature PIN',
    DONE: 'Done',
  },
  state: {
    AWAITING_SIGN_IN: 'Waiting for sign-in',
    SIGNED_IN: 'Signed in',
    INSTALLING: 'Installing',
    COMPLETED: 'Completed',
    CANCELLED: 'Cancelled',
    FAILED: 'Failed',
    EXPIRED: 'Abandoned',
  },
  common: {
    close: 'Close',
    stepOf: 'Step {n} of 7',
    notSignedIn: 'Not signed in yet',
    noContact: 'No contact with the card agent',
    none: 'None',
    retry: 'Try again',
    unknownFault: 'Unknown fault ({code})',
    failed: 'That did not work. The server did not answer as expected; try again.',
    unreachable: 'The server can not be reached. Check the network and try again.',
  },
};
