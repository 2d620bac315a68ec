/** What the set-up tells the person: always on standard error, so that --json stays alone on standard output. */

/** @param {string} text */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * Ends the program with one line and its remedy.
 * @param {string} problem @param {string} remedy @param {number} [code]
 * @returns {never}
 */
export function giveUp(problem, remedy, code = 1) {
  say(`kortlots: ${problem} ${remedy}`);
  process.exit(code);
}
