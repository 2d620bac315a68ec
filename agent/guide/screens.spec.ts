import { faults } from '../generated/faults.js';
import type { FaultCode, Language } from '../generated/graphql.js';
import { inertOf, screenOf } from './screens.js';
import type { GuideScreen } from './state.js';
import { doneView, everyView, faultView, offerView, pinView, termsView, unlockView, workingView } from './views.spec-support.js';

const isCode = (code: string): code is FaultCode => code in faults;
const codes = Object.keys(faults).filter(isCode);
const languages: readonly Language[] = ['SV', 'EN'];
const idsOf = (screen: GuideScreen) => screen.actions.map(({ id }) => id);
const sv = (view: Parameters<typeof screenOf>[0]) => screenOf(view, 'SV', 'SIGN_IN');
const textOf = (screen: GuideScreen) => [screen.title, ...screen.paragraphs, screen.warning, screen.progressLabel].join('\n');

describe.each(languages)('every screen in %s', (language) => {
  const screens = everyView(codes).map((view) => ({ view, screen: screenOf(view, language, 'ACCEPT_TERMS') }));

  it('is whole: a title, words, no placeholder left open', () => {
    for (const { view, screen } of screens) {
      expect(screen).toMatchObject({ kind: view.kind, language });
      expect(screen.title).not.toBe('');
      expect(screen.paragraphs.length).toBeGreaterThan(0);
      expect(screen.paragraphKinds).toHaveLength(screen.paragraphs.length);
      expect(screen.paragraphs.every((text) => text.trim() !== '')).toBe(true);
      expect(JSON.stringify(screen)).not.toMatch(/[^"]\{\w+\}|undefined|\bnull\b(?!,|\})|NaN/);
    }
  });

  it('has one primary action but among cards and where it is advised against, and each id once', () => {
    for (const { view, screen } of screens) {
      const ids = idsOf(screen);
      expect(new Set(ids).size).toBe(ids.length);
      const isAdvisedAgainst = screen.faultCode === 'REMOTE_DESKTOP' && ids.includes('retry');
      const expected = ids.length === 0 || view.kind === 'PICK_CARD' || isAdvisedAgainst ? 0 : 1;
      expect(screen.actions.filter(({ primary }) => primary)).toHaveLength(expected);
    }
  });
});

it('says the same in other words in the other language', () => {
  for (const view of everyView(codes)) {
    const [swedish, english] = languages.map((language) => screenOf(view, language, 'SIGN_IN'));
    expect(swedish?.title).not.toBe(english?.title);
    expect(swedish?.paragraphKinds).toEqual(english?.paragraphKinds);
    expect(swedish && idsOf(swedish)).toEqual(english && idsOf(english));
  }
});

describe('PIN', () => {
  it('says which PIN is asked for', () => {
    expect(sv(pinView()).pinLabel).toBe('Säkerhetskod för legitimering (PIN1)');
    expect(sv(pinView({ purpose: 'SIGNATURE' })).pinLabel).toBe('Säkerhetskod för underskrift (PIN2)');
    expect(idsOf(sv(pinView()))).toEqual(['submit-pin', 'cancel']);
  });

  it('tells the tries left when the card told them, and says so when it did not', () => {
    const known = sv(pinView({ problem: { code: 'PIN_WRONG', triesLeft: 2 } }));
    expect(known).toMatchObject({ tone: 'PROBLEM', faultCode: 'PIN_WRONG', checkboxLabel: null });
    expect(known.paragraphs[0]).toBe('Fel säkerhetskod. Antal försök kvar: 2.');
    const unknown = sv(pinView({ problem: { code: 'PIN_WRONG', triesLeft: null } }));
    expect(unknown.paragraphs[0]).toContain('Kortet berättar inte hur många försök som är kvar');
    expect(unknown.paragraphs[0]).not.toMatch(/\d/);
  });

  it('says nothing of tries when none was spent', () => {
    const screen = sv(pinView({ problem: { code: 'PIN_CANCELLED', triesLeft: null } }));
    expect(screen.paragraphs[0]).toBe('Koden skrevs aldrig in.');
  });

  it('wants a look in the PIN letter before the last try', () => {
    const screen = sv(pinView({ step: 'INSTALL_SIGNATURE', purpose: 'SIGNATURE', problem: { code: 'PIN_WRONG', triesLeft: 1 } }));
    expect(screen).toMatchObject({ tone: 'WARNING', checkboxLabel: 'Jag har tittat i kodbrevet' });
    expect(screen.warning).toContain('Sista försöket');
    expect(textOf(screen)).toContain('Dra inte ur kortet');
  });

  it('has no field when the middleware asks in a window of its own', () => {
    const screen = sv(pinView({ asksItself: true }));
    expect(screen.pinLabel).toBeNull();
    expect(idsOf(screen)).toEqual(['start', 'cancel']);
  });
});

describe('the words of the printed manual', () => {
  it.each([
    [offerView, 'Uppgradera kort'],
    [termsView, 'STARTA NEDLADDNING'],
    [doneView(), 'LOGGA UT'],
  ])('are on the button', (view, label) => {
    expect(sv(view).actions.find(({ primary }) => primary)?.label).toBe(label);
  });

  it('are beside the check box', () => {
    expect(sv(termsView).checkboxLabel).toBe('Jag godkänner villkoren');
  });
});

it('shows the terms whole, with their version, and both PINs as a condition', () => {
  const text = textOf(sv(termsView));
  for (const part of [
    'Villkor för SITHS e-id (version 2026-1)',
    'Kortet är personligt.',
    'Håll koderna hemliga.',
    'PIN1',
    'PIN2',
  ])
    expect(text).toContain(part);
});

it('counts what is done while it works, and warns as long as the card must stay in', () => {
  const screen = sv(workingView('INSTALL_AUTHENTICATION', 'WRITING', 7, 'HSA_AUTHENTICATION'));
  expect(screen).toMatchObject({ progressDone: 7, progressTotal: 16, actions: [] });
  expect(screen.progressLabel).toBe('7 av 16 delar klara · Skriver certifikatet på kortet: legitimering, på ditt HSA-id');
  expect(screen.warning).toContain('Dra inte ur kortet');
  expect(sv(workingView('SIGN_IN', 'SIGNING_IN')).warning).toBeNull();
});

it('says what to do with the card afterwards, and which certificate to choose', () => {
  const text = textOf(sv(doneView()));
  for (const part of ['Nya certifikat: 4', 'Ta ut kortet', 'ditt HSA-id', '2020, val 5']) expect(text).toContain(part);
});

describe('DONE', () => {
  it('tells how many old certificates were removed, or that they stay', () => {
    expect(textOf(sv(doneView()))).toContain('De gamla som gäller ligger kvar.');
    const removed = textOf(sv(doneView({ removed: 2 })));
    expect(removed).toContain('Gamla certifikat som togs bort: 2.');
    expect(removed).not.toContain('ligger kvar');
  });

  it('lets PINs be changed where that can be done, and says when one was', () => {
    expect(idsOf(sv(doneView()))).toEqual(['close']);
    const screen = sv(doneView({ canChangePin: true, changedPin: 'SIGNATURE' }));
    expect(idsOf(screen)).toEqual(['close', 'change-pin-authentication', 'change-pin-signature']);
    expect(screen.paragraphs[0]).toBe('Koden för underskrift (PIN2) är bytt. Använd den nya nästa gång.');
  });

  it('says that certificates were fetched again, and not that the card was upgraded', () => {
    const text = textOf(sv(doneView({ session: 'RESTORE', certificates: 2 })));
    expect(text).toContain('Hämtade certifikat: 2');
    expect(text).not.toContain('uppgraderat');
  });
});

it('names work that says more than its step', () => {
  expect(sv(workingView('INSTALL_SIGNATURE', 'RESTARTING_MODULE', 9))).toMatchObject({ title: 'Kortprogrammet startas om' });
  expect(textOf(sv(workingView('INSTALL_SIGNATURE', 'RESTARTING_MODULE', 9)))).toContain('Du behöver inte göra något');
  expect(sv(workingView('DONE', 'CHANGING_PIN', 16)).title).toBe('Byter koden');
});

describe('FAULT', () => {
  it('shows the catalogue in the language of the cardholder', () => {
    for (const code of codes) {
      const screen = screenOf(faultView(code, { canUnlock: code === 'PIN_LOCKED' }), 'EN', 'SIGN_IN');
      expect(screen).toMatchObject({ title: faults[code].title.en, faultCode: code });
      expect(screen.paragraphs[0]).toBe(faults[code].text.en);
    }
  });

  it('does not tell to leave a card in that is out', () => {
    expect(sv(faultView('CARD_REMOVED', { waits: true })).warning).toBeNull();
    expect(sv(faultView('CA_UNREACHABLE')).warning).toContain('Dra inte ur kortet');
  });

  it('offers another try only when there is one', () => {
    expect(idsOf(sv(faultView('CARD_ERROR')))).toEqual(['retry', 'cancel']);
    expect(idsOf(sv(faultView('PIN_LOCKED', { canRetry: false })))).toEqual(['close']);
    expect(sv(faultView('NO_CARD', { waits: true })).actions[0]?.label).toBe('Läs kortet igen');
    expect(sv(faultView('REMOTE_DESKTOP')).actions[0]?.label).toBe('Fortsätt ändå');
  });

  it('lets a locked PIN be unlocked here, or tells the way where that can not be done', () => {
    const here = sv(faultView('PIN_LOCKED', { canUnlock: true }));
    expect(here.actions.map(({ id, primary }) => [id, primary])).toEqual([
      ['unlock', true],
      ['retry', false],
      ['cancel', false],
    ]);
    expect(here.actions[0]?.label).toBe('Lås upp med PUK-kod');
    const elsewhere = sv(faultView('PIN_LOCKED'));
    expect(idsOf(elsewhere)).toEqual(['retry', 'cancel']);
    for (const part of ['kortprogrammets eget fönster', 'kodbrevet', 'ID-administratör'])
      expect(textOf(elsewhere)).toContain(part);
    expect(textOf(elsewhere)).not.toContain('här på sidan');
  });

  it.each([
    ['OTHER_CARD', 'Väntar på att samma kort sätts i'],
    ['NO_READER', 'Väntar på kortläsaren och kortet'],
    ['CARD_IN_USE', 'Väntar på att kortet blir ledigt'],
    ['CA_UNREACHABLE', 'Försöker igen av sig självt'],
  ] as const)('says what it waits for: %s', (code, words) => {
    expect(sv(faultView(code, { waits: true })).progressLabel).toBe(words);
  });

  it('that ends the upgrade belongs to the step in which it happened', () => {
    const view = faultView('CARD_MEMORY_FULL', { canRetry: false, step: 'SIGN_IN' });
    expect(screenOf(view, 'SV', 'INSTALL_SIGNATURE').step).toBe('INSTALL_SIGNATURE');
  });
});

it('has nothing to fill in or press while nobody waits for an answer', () => {
  expect(inertOf(sv(termsView))).toMatchObject({ actions: [], checkboxLabel: null, pinLabel: null });
  expect(inertOf(sv(unlockView()))).toMatchObject({ actions: [], fields: [] });
});
