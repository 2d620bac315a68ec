import type { CatalogueEntry } from '../../server/faults/catalogue.js';
import { faultCatalogue } from '../../server/faults/catalogue.js';
import type { GeneratedFile } from './generated-file.js';
import { GENERATED_BY } from './generated-file.js';

/** The catalogue for the agent, which may not import the server: what the cardholder reads, and whether to try again. */
export function agentFaults(): GeneratedFile {
  const entries = faultCatalogue.map(({ code, step, severity, costsPinTry, cardholderTitle: title, cardholderText: text }) => {
    const value = JSON.stringify({ step, severity, costsPinTry, title, text }, null, 2).replaceAll('\n', '\n  ');
    return `  ${code}: ${value},`;
  });
  const content = `/* ${GENERATED_BY} from server/faults/catalogue.ts. Do not edit. */
import type { FaultCode, UpgradeStep } from './graphql.js';

export interface FaultText {
  readonly sv: string;
  readonly en: string;
}

export interface CatalogueFault {
  /** The first step in which it shows; null: any. */
  readonly step: UpgradeStep | null;
  readonly severity: 'RETRIABLE' | 'FATAL';
  readonly costsPinTry: boolean;
  readonly title: FaultText;
  readonly text: FaultText;
}

export const faults: Readonly<Record<FaultCode, CatalogueFault>> = {
${entries.join('\n')}
};
`;
  return { path: 'agent/generated/faults.ts', content };
}

interface Words {
  readonly language: 'sv' | 'en';
  readonly anyStep: string;
  readonly steps: string;
  readonly severity: Readonly<Record<CatalogueEntry['severity'], string>>;
  readonly costsPinTry: string;
  readonly cause: string;
  readonly cardholder: string;
  readonly say: string;
  readonly act: string;
}

const swedish: Words = {
  language: 'sv',
  anyStep: 'vilket steg som helst',
  steps: 'steg',
  severity: { RETRIABLE: 'kan försökas igen', FATAL: 'stoppar uppgraderingen' },
  costsPinTry: 'kostar ett kodförsök',
  cause: 'Orsak',
  cardholder: 'Kortinnehavaren läser',
  say: 'Säg till den som ringer',
  act: 'Gör så här',
};

const english: Words = {
  language: 'en',
  anyStep: 'any step',
  steps: 'step',
  severity: { RETRIABLE: 'may be tried again', FATAL: 'stops the upgrade' },
  costsPinTry: 'costs a PIN try',
  cause: 'Cause',
  cardholder: 'The cardholder reads',
  say: 'Say to the caller',
  act: 'What to do',
};

function section(entry: CatalogueEntry, words: Words): string {
  const { language } = words;
  const step = entry.step === null ? words.anyStep : `${words.steps} \`${entry.step}\``;
  const facts = [step, words.severity[entry.severity], ...(entry.costsPinTry ? [words.costsPinTry] : [])];
  return `### \`${entry.code}\`: ${entry.cardholderTitle[language]}

*${facts.join(' · ')}*

- **${words.cause}:** ${entry.cause[language]}
- **${words.cardholder}:** ${entry.cardholderText[language]}
- **${words.say}:** ${entry.staffSay[language]}
- **${words.act}:** ${entry.staffDo[language]}
`;
}

/** The published list, in both languages. */
export function faultsDocument(): GeneratedFile {
  const inLanguage = (words: Words): string => faultCatalogue.map((entry) => section(entry, words)).join('\n');
  const content = `<!-- ${GENERATED_BY} from server/faults/catalogue.ts. Do not edit. -->

# Felkoder

*[English below](#failure-codes).* Varje fel har en kod, samma i kortagenten, på handläggarens sida och i loggarna.

${inLanguage(swedish)}
# Failure codes

Each failure has a code, the same in the card agent, on the helpdesk's page and in the logs.

${inLanguage(english)}`;
  return { path: 'docs/faults.md', content };
}
