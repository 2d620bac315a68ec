import board from './board.js';
import common from './common.js';
import events from './events.js';
import session from './session.js';
import shell from './shell.js';
import shortcuts from './shortcuts.js';
import signIn from './sign-in.js';
import situation from './situation.js';

/** One file for each feature; both languages have the same files and the same keys (locales.spec.ts). */
export default { ...common, board, events, session, shell, shortcuts, signIn, situation };
