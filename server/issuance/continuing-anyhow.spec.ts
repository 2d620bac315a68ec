import { createHash } from 'node:crypto';

import fc from 'fast-check';
import { In } from 'typeorm';

import { CertificateProfile } from '../common/certificate-profile.js';
import { FaultError } from '../common/fault.js';
import { ecKeys } from '../pki/test-certificates.spec-support.js';
import type { Offer } from '../sessions/offer.types.js';
import { hasEnded } from '../sessions/session-state.js';
import { UpgradeSession } from '../sessions/session.entity.js';
import { IssuedCertificateRow } from './issued-certificate.entity.js';
import { clearTemplate, entry, RealIssuance, requestFor } from './real-issuance.spec-support.js';
import type { OldCard } from './real-issuance.spec-support.js';

const profiles = Object.values(CertificateProfile);
const START_MS = 30_000;
const TEST_MS = 120_000;
/** What is said to an agent whose session is over, or which comes out of turn. */
const refusals: readonly unknown[] = ['SESSION_ENDED', 'SESSION_STATE', 'CERTIFICATE_MISMATCH'];

let issuance: RealIssuance;
beforeAll(async () => {
  issuance = await RealIssuance.start();
}, START_MS);
afterAll(async () => {
  await issuance.stop();
  clearTemplate();
});

interface Session {
  readonly id: string;
  readonly offer: Offer;
}

/** A card on its way from PC to PC. */
class Traveller {
  readonly sessions: Session[] = [];

  constructor(readonly card: OldCard) {}

  async signIn(): Promise<void> {
    const id = await issuance.open();
    this.sessions.push({ id, offer: await issuance.signIn(id, this.card) });
  }

  /** The session of some PC, old ones too; null before the first. */
  at(back: number): Session | null {
    return this.sessions.at(-1 - (back % Math.max(1, this.sessions.length))) ?? null;
  }

  request({ id, offer }: Session, profile: CertificateProfile) {
    const keys = profile.endsWith('SIGNATURE') ? this.card.signature : this.card.authentication;
    return issuance.issuing.request(id, profile, requestFor(offer, profile, keys));
  }

  async install(session: Session, profile: CertificateProfile): Promise<void> {
    const { serialNumber, certificate } = await this.request(session, profile);
    const sha256 = createHash('sha256').update(certificate).digest('hex');
    await issuance.installation.confirm(session.id, { profile, serialNumber, sha256 });
  }

  rows(): Promise<UpgradeSession[]> {
    return issuance.source.manager.findBy(UpgradeSession, { id: In(this.sessions.map(({ id }) => id)) });
  }

  orders(): Promise<IssuedCertificateRow[]> {
    return issuance.source.manager.findBy(IssuedCertificateRow, { sessionId: In(this.sessions.map(({ id }) => id)) });
  }
}

type Deed = (card: Traveller, session: Session, profile: CertificateProfile) => Promise<unknown>;
const deeds: Readonly<Record<string, Deed>> = {
  signIn: (card) => card.signIn(),
  signInTwice: (card) => Promise.all([card.signIn(), card.signIn()]),
  signInAgain: (card, { id }) => issuance.signIn(id, card.card),
  accept: (_, { id, offer }) => issuance.agreement.accept(id, offer.terms.version),
  request: (card, session, profile) => card.request(session, profile),
  install: (card, session, profile) => card.install(session, profile),
  requestAndLeave: (card, session, profile) => Promise.all([card.request(session, profile), card.signIn()]),
  cancel: (_, { id }) => issuance.outcome.cancel(id, {}),
  fail: (_, { id }) => issuance.outcome.cancel(id, { faultCode: 'CARD_ERROR' }),
  restore: (_, { id }) => issuance.restoring.restore(id).catch(unlessNothing),
};

function unlessNothing(error: unknown): void {
  if (!(error instanceof FaultError) || error.code !== 'NOTHING_TO_RESTORE') throw error;
}

interface Step {
  readonly deed: string;
  readonly card: number;
  /** How many sessions back. */
  readonly back: number;
  readonly profile: CertificateProfile;
}

const step: fc.Arbitrary<Step> = fc.record({
  deed: fc.constantFrom(...Object.keys(deeds)),
  card: fc.nat(1),
  back: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(3)),
  profile: fc.constantFrom(...profiles),
});

async function perform(cards: readonly Traveller[], { deed, card, back, profile }: Step): Promise<void> {
  const traveller = cards[card];
  if (traveller === undefined) return;
  const session = traveller.at(back);
  if (session === null) return traveller.signIn();
  try {
    await deeds[deed]?.(traveller, session, profile);
  } catch (error) {
    if (!(error instanceof FaultError) || !refusals.includes(error.code)) throw error;
  }
}

/** A card is in one reader, and nothing was ordered twice for it. */
async function check(card: Traveller): Promise<void> {
  const [rows, orders] = await Promise.all([card.rows(), card.orders()]);
  expect(rows.filter(({ state }) => !hasEnded(state)).length).toBeLessThanOrEqual(1);
  expect(new Set(orders.map(({ profile }) => profile)).size).toBe(orders.length);
}

let runs = 0;
async function newCards(): Promise<Traveller[]> {
  runs += 1;
  const numbers = [0, 1].map((which) => `97522691234567${String(runs * 10 + which).padStart(4, '0')}`);
  issuance.replaceDirectory(numbers.map((cardNumber) => ({ ...entry, cardNumber })));
  return Promise.all(
    numbers.map(async (cardNumber) => {
      const { authentication } = await issuance.card({ cardNumber, keys: ecKeys() });
      return new Traveller({ authentication, signature: ecKeys() });
    }),
  );
}

test(
  'whatever two cards of one person go through, each ends with four certificates, each issued once',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 24 }), async (steps) => {
        const cards = await newCards();
        for (const one of steps) {
          await perform(cards, one);
          for (const card of cards) await check(card);
        }
        for (const card of cards) {
          await card.signIn();
          const last = card.at(0);
          if (last === null) throw new Error('nobody signed in');
          await issuance.agreement.accept(last.id, last.offer.terms.version);
          for (const profile of profiles) await card.install(last, profile);
          expect((await issuance.outcome.finish(last.id)).certificates).toHaveLength(4);
          expect(await card.orders()).toHaveLength(4);
        }
      }),
      { numRuns: 40 },
    );
  },
  TEST_MS,
);
