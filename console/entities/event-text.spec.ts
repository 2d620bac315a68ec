import { describe, expect, it } from '@jest/globals';
import { buildSchema, GraphQLEnumType } from 'graphql';
import { readFileSync } from 'node:fs';
import { isNoise, toneOfEvent } from './event-look.js';
import { eventText } from './event-text.js';
import { i18n } from '../app/i18n.js';
import sv from '../locales/sv/index.js';
import type { EventKind, SessionEventFieldsFragment } from '../generated/graphql.js';
import { event } from '../spec-support/samples.js';

const schema = buildSchema(readFileSync('server/schema.graphql', 'utf8'));
const kinds = schema.getType('EventKind');
const isKind = (name: string): name is EventKind => name in sv.events;
const allKinds = (kinds instanceof GraphQLEnumType ? kinds.getValues() : [])
  .map(({ name }) => name)
  .filter(isKind)
  .map((kind) => event(1, kind));

function say(one: SessionEventFieldsFragment, locale: 'sv' | 'en' = 'sv'): string {
  const { t } = i18n.global;
  return eventText(
    one,
    (key, values) => t(key, values ?? {}, { locale }),
    (code) => `«${code}»`,
  );
}

describe('an event as a sentence', () => {
  it.each(allKinds)('exists in both languages, with nothing left open: $kind', (one) => {
    for (const locale of ['sv', 'en'] as const) {
      const bare = say({ ...one, step: null }, locale);
      const full = say({ ...one, ...everything }, locale);
      for (const sentence of [bare, full]) expect(sentence).not.toMatch(/[{}]|events\.|null|undefined/);
      expect(bare.trim()).not.toMatch(/^$|: ?$/);
    }
    expect(toneOfEvent(one.kind)).toEqual(expect.any(String));
  });

  it.each<[EventKind, Partial<SessionEventFieldsFragment>, string]>([
    ['STEP_STARTED', { step: 'INSTALL_AUTHENTICATION' }, 'Steg 5 · Hämta och installera'],
    ['PIN_REQUESTED', { purpose: 'SIGNATURE' }, 'Väntar på säkerhetskoden för underskrift'],
    ['CERTIFICATE_ISSUED', { profile: 'PERSON_SIGNATURE' }, 'Certifikat utfärdat: underskrift på personnummer'],
    ['FAULT_RAISED', { faultCode: 'PIN_WRONG', triesLeft: 1 }, 'Fel: «PIN_WRONG» · försök kvar: 1'],
    ['FAULT_RAISED', { faultCode: 'CARD_REMOVED' }, 'Fel: «CARD_REMOVED»'],
    ['FAULT_RAISED', {}, 'Fel: «UNKNOWN»'],
    ['FAULT_CLEARED', {}, 'Felet är över'],
    ['HANDLER_CHANGED', { staffName: 'Anna Exempelsson' }, 'Anna Exempelsson tog ärendet'],
    ['HANDLER_CHANGED', {}, 'Ärendet släpptes'],
    ['CARD_SEEN', { card: { reader: 'Läsare 1', cardNumber: null } }, 'Kortets certifikat är lästa'],
    ['CARD_SEEN', { detail: 'Läsare 1 · SITHS e-id kort' }, 'Kort i läsaren: Läsare 1 · SITHS e-id kort'],
    ['CERTIFICATE_WRITTEN', { profile: 'HSA_SIGNATURE' }, 'Certifikat skrivet på kortet: underskrift på HSA-id'],
    ['CERTIFICATE_WRITTEN', { detail: '5a009c3d' }, 'Ett gammalt certifikat lades tillbaka på kortet'],
    [
      'SESSION_CANCELLED',
      { detail: 'the card signed in to session 00000000-0000-4000-8000-000000000002' },
      'Kortet loggade in på nytt; uppgraderingen fortsätter i en senare session',
    ],
    ['SESSION_CANCELLED', { faultCode: 'TERMS_DECLINED' }, 'Uppgraderingen avbröts: «TERMS_DECLINED»'],
  ])('%s %j', (kind, over, sentence) => {
    expect(say(event(1, kind, over))).toBe(sentence);
  });

  it('is noise only when it tells of a screen', () => {
    expect(allKinds.filter(isNoise).map(({ kind }) => kind)).toEqual(['SCREEN_SHOWN']);
  });
});

const everything: Partial<SessionEventFieldsFragment> = {
  step: 'SIGN_IN',
  profile: 'HSA_AUTHENTICATION',
  purpose: 'AUTHENTICATION',
  faultCode: 'CARD_ERROR',
  triesLeft: 2,
  staffName: 'Anna Exempelsson',
  detail: 'detail',
  card: { reader: 'Läsare 1', cardNumber: null },
  screen: { kind: 'PIN', language: 'SV', title: 'Logga in' },
};
