import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startProgram, stopProgram, type Program } from '../../scripts/stage/programs.js';
import { Stage } from '../../scripts/stage/stage.js';
import type { CardholderPage } from '../browser/cardholder-page.js';
import { screens } from '../browser/cardholder-page.js';
import { wrongPin } from '../browser/pins.js';
import { Shim } from '../faults/shim.js';

/** A caller with two cards in the readers, who types the PIN wrong until it locks: SoftHSM alone locks none. */
export class HardCard {
  private agent: Program | undefined;
  private readonly stage: Stage;
  private readonly neighbour: Stage;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.stage = new Stage(folder, { port: null, keyPolicy: 'REUSE' });
    this.neighbour = new Stage(join(folder, 'neighbour'), { port: null, keyPolicy: 'REUSE' });
  }

  /** The cards' stages, for the server that is to know them. */
  get stages(): readonly Stage[] {
    return [this.stage, this.neighbour];
  }

  /** To the page that asks which card. */
  async start(url: string, cardholder: CardholderPage): Promise<void> {
    cpSync(join(this.neighbour.cardFolder, 'tokens'), join(this.stage.cardFolder, 'tokens'), { recursive: true });
    const shim = new Shim({ folder: join(this.stage.folder, 'shim'), maxPinTries: 2 });
    const args = ['--server', url, '--module', shim.modulePath, '--data-dir', this.stage.agentFolder, '--no-browser'];
    const environment = { SOFTHSM2_CONF: this.stage.card.conf, ...shim.environment };
    this.agent = startProgram('agent', 'agent/main.js', args, environment, join(this.stage.folder, 'agent.log'));
    await cardholder.open((await this.agent.line(/Guide: (http:\S+)/))[1] ?? '');
    await cardholder.sees(screens.pickCard);
  }

  /** From there to the page that unlocks. */
  async lock(cardholder: CardholderPage): Promise<void> {
    const { card } = this.stage;
    await cardholder.pickCard(card.holder.name);
    await cardholder.sees(screens.pin1);
    await cardholder.typePin(wrongPin(card));
    await cardholder.page.getByRole('checkbox', { name: 'Jag har tittat i kodbrevet' }).check();
    await cardholder.typePin(wrongPin(card));
    await cardholder.sees(screens.pinLocked);
    await cardholder.press('Lås upp med PUK-kod');
    await cardholder.sees(screens.unlock);
  }

  async clear(): Promise<void> {
    if (this.agent) await stopProgram(this.agent);
  }
}
