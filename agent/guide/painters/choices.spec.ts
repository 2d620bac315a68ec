import { screenOf } from '../screens.js';
import type { GuideScreen } from '../state.js';
import { makeRoomView, offer, offerView, pickView } from '../views.spec-support.js';

const sv = (view: Parameters<typeof screenOf>[0]) => screenOf(view, 'SV', 'SIGN_IN');
const idsOf = (screen: GuideScreen) => screen.actions.map(({ id }) => id);
const textOf = (screen: GuideScreen) => [screen.title, ...screen.paragraphs].join('\n');

it('tells several cards apart by holder, number and reader', () => {
  const { actions } = sv(pickView);
  expect(actions).toEqual([
    {
      id: 'pick-0',
      label: 'Vera Provsson',
      primary: false,
      details: ['Kortnummer 9752269990001234567', 'Läsare: Exempel Läsare 01'],
    },
    { id: 'pick-1', label: 'Kort utan namn', primary: false, details: ['Läsare: Exempel Läsare 02'] },
    { id: 'cancel', label: 'Avbryt', primary: false },
  ]);
});

it('names each certificate that may be removed, when it ended, and that it is kept', () => {
  const screen = sv(makeRoomView);
  const text = textOf(screen);
  for (const part of [
    'Legitimering, utfärdat av TEST SITHS Type 1 CA v1, gick ut den 5 mars 2024',
    'Underskrift, utfärdat av TEST SITHS Type 1 CA v1, gick ut den 20 november 2023',
    'Kopior av dem sparas på datorn',
    'Certifikat som gäller rörs inte',
    'Då ligger de kvar',
  ])
    expect(text).toContain(part);
  expect(idsOf(screen)).toEqual(['allow', 'cancel']);
  expect(textOf(screenOf(makeRoomView, 'EN', 'SIGN_IN'))).toContain('expired on 5 March 2024');
});

it('asks about one certificate as about one, in either step, and lets the cardholder say no', () => {
  for (const step of ['INSTALL_AUTHENTICATION', 'INSTALL_SIGNATURE'] as const) {
    const screen = sv({ ...makeRoomView, step, certificates: makeRoomView.certificates.slice(0, 1) });
    expect(screen.title).toBe('Får ett utgånget certifikat tas bort?');
    expect(textOf(screen)).toContain('allt som fungerar på kortet fungerar som förut');
    expect(textOf(screen)).not.toMatch(/Några|de äldsta|som det var/);
    expect(screen.warning).toBe('Dra inte ur kortet ur kortläsaren.');
  }
});

describe('OFFER', () => {
  const textWith = (oldCertificates: (typeof offer)['oldCertificates']) =>
    textOf(sv({ kind: 'OFFER', holderName: '', organisation: null, offer: { ...offer, oldCertificates }, canRestore: true }));

  it('lets existing certificates be fetched instead', () => {
    expect(sv(offerView).actions[1]).toEqual({ id: 'restore', label: 'Hämta befintliga certifikat', primary: false });
    const under = sv({ kind: 'OFFER', holderName: '', organisation: null, offer, canRestore: false });
    expect(under.actions.map(({ id }) => id)).toEqual(['upgrade', 'cancel']);
  });

  it('says what becomes of the old certificates', () => {
    expect(textWith('KEEP')).toContain('ligger kvar');
    expect(textWith('REMOVE_EXPIRED')).toContain('har gått ut tas bort, men först när de nya är provade');
    expect(textWith('REMOVE_REPLACED')).toContain('de nya ersätter tas bort, men först när de nya är provade');
  });
});
