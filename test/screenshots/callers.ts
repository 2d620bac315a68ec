import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Stage } from '../../scripts/stage/stage.js';
import type { CardholderPage } from '../browser/cardholder-page.js';
import { screens } from '../browser/cardholder-page.js';
import { wrongPin } from '../browser/pins.js';

/** How far a caller comes before the picture of the board is taken. */
const journeys = {
  wrongPin: async (cardholder: CardholderPage, { card }: Stage) => {
    await cardholder.sees(screens.pin1);
    await cardholder.typePin(wrongPin(card));
    await cardholder.page.getByText('Fel säkerhetskod').first().waitFor();
  },
  offer: (cardholder: CardholderPage, { card }: Stage) => cardholder.signIn(card),
  terms: async (cardholder: CardholderPage, stage: Stage) => {
    await journeys.offer(cardholder, stage);
    await cardholder.press('Uppgradera kort');
    await cardholder.sees(screens.terms);
  },
  pin2: async (cardholder: CardholderPage, stage: Stage) => {
    await journeys.terms(cardholder, stage);
    await cardholder.acceptTerms();
    await cardholder.sees(screens.pin2);
  },
  wrongPin2: async (cardholder: CardholderPage, stage: Stage) => {
    await journeys.pin2(cardholder, stage);
    await cardholder.typePin(wrongPin(stage.card));
    await cardholder.page.getByText('Fel säkerhetskod').first().waitFor();
  },
  done: async (cardholder: CardholderPage, stage: Stage) => {
    await journeys.pin2(cardholder, stage);
    await cardholder.finish(stage.card);
  },
} as const;

export type Journey = keyof typeof journeys;

/** One more person with a card, an agent and a page: as real as the one whose pages are photographed. */
export class Caller {
  readonly stage: Stage;

  constructor(
    folder: string,
    readonly journey: Journey,
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.stage = new Stage(folder, { port: null, keyPolicy: 'REUSE' });
  }

  async go(url: string, cardholder: CardholderPage): Promise<void> {
    this.stage.url = url;
    await this.stage.startAgent(['--no-browser']);
    await cardholder.open(this.stage.guideUrl);
    await journeys[this.journey](cardholder, this.stage);
  }
}

const directory = z.array(z.unknown());

/** Makes the server of `folder` trust and know the cards of several stages. */
export function environmentForCards(folder: string, stages: readonly Stage[]): Record<string, string> {
  const file = join(folder, 'holder-directory.json');
  const holders = stages.flatMap(({ cardFolder }) =>
    directory.parse(JSON.parse(readFileSync(join(cardFolder, 'holder-directory.json'), 'utf8'))),
  );
  writeFileSync(file, JSON.stringify(holders), { mode: 0o600 });
  return {
    TRUST_ANCHORS: stages.map(({ cardFolder }) => join(cardFolder, 'old-ca', 'root.pem')).join(','),
    HOLDER_DIRECTORY: file,
  };
}
