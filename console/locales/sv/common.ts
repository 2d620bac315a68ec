/** Words that every feature uses. */
export default {
  step: {
    SIGN_IN: 'Logga in med kortet',
    CHOOSE_UPGRADE: 'Välj uppgradering',
    ACCEPT_TERMS: 'Godkänn villkoren',
    LEAVE_CARD_IN: 'Låt kortet sitta i',
    INSTALL_AUTHENTICATION: 'Hämta och installera',
    INSTALL_SIGNATURE: 'Kod för underskrift',
    DONE: 'Klart',
  },
  state: {
    AWAITING_SIGN_IN: 'Väntar på inloggning',
    SIGNED_IN: 'Inloggad',
    INSTALLING: 'Installerar',
    COMPLETED: 'Klar',
    CANCELLED: 'Avbruten',
    FAILED: 'Misslyckad',
    EXPIRED: 'Övergiven',
  },
  common: {
    close: 'Stäng',
    stepOf: 'Steg {n} av 7',
    notSignedIn: 'Inte inloggad ännu',
    noContact: 'Ingen kontakt med kortagenten',
    none: 'Ingen',
    retry: 'Försök igen',
    unknownFault: 'Okänt fel ({code})',
    failed: 'Det gick inte. Servern svarade inte som väntat; försök igen.',
    unreachable: 'Servern går inte att nå. Kontrollera nätverket och försök igen.',
  },
};
