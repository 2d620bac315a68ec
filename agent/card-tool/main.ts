/** `npm run card`: makes, shows and removes test cards. */
import { CardError } from '../card/card-error.js';
import type { Purpose } from '../card/card-port.js';
import { openCard, type OpenCardOptions } from '../pkcs11/open-card.js';
import { askPin } from './ask-pin.js';
import { CardFolder, CardToolError, type CardFile } from './card-folder.js';
import { describeCard } from './describe-card.js';
import { newCard } from './new-card.js';
import { readOptions, usage, UsageError, type CardToolOptions } from './options.js';
import { formatCard } from './table.js';

const print = (text: string): boolean => process.stdout.write(text);
const printJson = (value: unknown): boolean => print(`${JSON.stringify(value)}\n`);

async function makeCard({ dir, module, json, kind }: CardToolOptions): Promise<void> {
  const folder = new CardFolder(dir);
  const card = await newCard(folder, module, kind);
  if (json) printJson(card);
  else print(describeNew(folder, card));
}

function describeNew(folder: CardFolder, { pin1, pin2, puk, holder, modulePath, conf }: CardFile): string {
  const { name, hsaId, personnummer, cardNumber } = holder;
  return `Test card in ${folder.path}

  holder   ${name} (invented), HSA-id ${hsaId}, personnummer ${personnummer}
  card     ${cardNumber}
  PIN1     ${pin1}  (legitimering)
  PIN2     ${pin2}  (underskrift)
  PUK      ${puk}

Use it:  SOFTHSM2_CONF=${conf} npm run agent -- --module ${modulePath}
Show it: npm run card -- show --dir ${folder.path}
`;
}

async function showCard(options: CardToolOptions): Promise<void> {
  const card = await openCard(cardToShow(options));
  try {
    const pins = new Map<Purpose, string>();
    if (options.pin1) pins.set('AUTHENTICATION', await askPin('PIN1 (legitimering): '));
    if (options.pin2) pins.set('SIGNATURE', await askPin('PIN2 (underskrift): '));
    const description = await describeCard(card, pins);
    if (options.json) printJson(description);
    else print(formatCard(description));
  } finally {
    await card.close();
  }
}

/** The test card of the folder; with --module alone, or no test card, whatever the module shows. */
function cardToShow({ dir, isDirGiven, module }: CardToolOptions): OpenCardOptions {
  const folder = new CardFolder(dir);
  if (!isDirGiven && (module !== null || !folder.hasCard)) return { modulePath: module ?? undefined };
  const { modulePath, conf } = folder.read();
  return { modulePath: module ?? modulePath, environment: { SOFTHSM2_CONF: conf } };
}

function removeCard({ dir, json }: CardToolOptions): void {
  const folder = new CardFolder(dir);
  folder.remove();
  if (json) printJson({ removed: folder.path });
  else print(`Removed the test card in ${folder.path}\n`);
}

async function run(options: CardToolOptions): Promise<void> {
  if (options.command === 'new') return makeCard(options);
  if (options.command === 'show') return showCard(options);
  return removeCard(options);
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') print(usage);
  else await run(options);
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`kortlots: ${error.message} See: npm run card -- --help\n`);
    process.exitCode = 2;
  } else if (error instanceof CardToolError || error instanceof CardError) {
    process.stderr.write(`kortlots: ${error.message}\n`);
    process.exitCode = 1;
  } else {
    throw error;
  }
}
