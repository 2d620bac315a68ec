import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Kind, parse, print } from 'graphql';

/** Seen from dist/test/bench, where this file is compiled to. */
const consoleDocuments = join(fileURLToPath(new URL('../../..', import.meta.url)), 'console', 'api', 'board.graphql');

/** The console's own subscription of the board, with its fragment, so that what is measured is what staff open. */
export function boardDocument(): string {
  const { definitions } = parse(readFileSync(consoleDocuments, 'utf8'));
  const wanted = definitions.filter(
    (definition) =>
      (definition.kind === Kind.OPERATION_DEFINITION && definition.name?.value === 'Board') ||
      (definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === 'SessionSummaryFields'),
  );
  if (wanted.length !== 2) throw new Error(`The board's subscription is not in ${consoleDocuments} as expected.`);
  return print({ kind: Kind.DOCUMENT, definitions: wanted });
}
