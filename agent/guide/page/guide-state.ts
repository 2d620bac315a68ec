import { z } from 'zod';

// Schemas are interpreted: the page's policy refuses code made from text.
z.config({ jitless: true });

const language = z.enum(['SV', 'EN']);
const step = z.enum([
  'SIGN_IN',
  'CHOOSE_UPGRADE',
  'ACCEPT_TERMS',
  'LEAVE_CARD_IN',
  'INSTALL_AUTHENTICATION',
  'INSTALL_SIGNATURE',
  'DONE',
]);

/** The seven steps, in their order. */
export const steps = step.options;
export type Step = z.infer<typeof step>;

const screen = z.object({
  kind: z.enum([
    'START',
    'PICK_CARD',
    'PIN',
    'UNLOCK',
    'CHANGE_PIN',
    'OFFER',
    'TERMS',
    'MAKE_ROOM',
    'WORKING',
    'FAULT',
    'DONE',
    'CANCELLED',
  ]),
  language,
  step,
  tone: z.enum(['NEUTRAL', 'WARNING', 'PROBLEM', 'SUCCESS']),
  title: z.string(),
  paragraphs: z.array(z.string()),
  paragraphKinds: z.array(z.enum(['PROBLEM', 'LEAD', 'HEADING', 'ITEM', 'TERM'])),
  warning: z.string().nullable(),
  pinLabel: z.string().nullable(),
  fields: z.array(z.object({ id: z.enum(['puk', 'old', 'new', 'repeat']), label: z.string(), digits: z.number() })),
  checkboxLabel: z.string().nullable(),
  actions: z.array(
    z.object({ id: z.string(), label: z.string(), primary: z.boolean(), details: z.array(z.string()).optional() }),
  ),
  progressDone: z.number(),
  progressTotal: z.number(),
  progressLabel: z.string().nullable(),
  faultCode: z.string().nullable(),
});

const state = z.object({
  version: z.number(),
  language,
  screen,
  pairingCode: z.string().nullable(),
  pairingCodeExpiresAt: z.string().nullable(),
  watchers: z.array(z.object({ name: z.string(), desk: z.string(), since: z.string() })),
  link: z.enum(['CONNECTING', 'ONLINE', 'OFFLINE']),
});

export type PageState = z.infer<typeof state>;
export type PageScreen = z.infer<typeof screen>;

/** @throws ZodError when the line is no state. */
export function readState(line: string): PageState {
  return state.parse(JSON.parse(line));
}
