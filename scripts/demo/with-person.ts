import type { Stage, StageStaff } from '../stage/stage.js';

/** Says where the two windows are and what to do in them; runs until Ctrl-C. */
export async function waitForPerson(stage: Stage, staff: StageStaff, interrupted: Promise<unknown>): Promise<number> {
  process.stdout.write(`
Kortlots is running. Open two browser windows side by side.

  1  Helpdesk    ${stage.url}
                 user name  ${staff.userName}
                 password   ${staff.password}

  2  Cardholder  ${stage.guideUrl}
                 PIN1 (legitimering)  ${stage.card.pin1}
                 PIN2 (underskrift)   ${stage.card.pin2}

Sign in at the helpdesk and open the session on the board (or type the pairing code that the cardholder
reads out). Then be the cardholder: type PIN1, press "Uppgradera kort", accept the terms, type PIN2.
Each step shows in both windows as it happens.

Ctrl-C ends everything. The test card, the accounts and all data of this run are removed.
`);
  await interrupted;
  return 0;
}
