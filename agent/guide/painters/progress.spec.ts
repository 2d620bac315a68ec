import { screenOf } from '../screens.js';
import type { GuideScreen } from '../state.js';
import {
  changePinView,
  faultAfterDone,
  faultView,
  makeRoomView,
  pinView,
  unlockView,
  workingView,
} from '../views.spec-support.js';

const sv = (view: Parameters<typeof screenOf>[0]) => screenOf(view, 'SV', 'SIGN_IN');
const buttonsOf = (screen: GuideScreen) => screen.actions.map(({ id, label, primary }) => [id, label, primary]);
const textOf = (screen: GuideScreen) => [screen.title, ...screen.paragraphs].join('\n');

describe('the bar about the card', () => {
  it('says not to interrupt only while there is nothing to press', () => {
    for (const view of [
      workingView('INSTALL_SIGNATURE', 'WRITING'),
      workingView('SIGN_IN', 'CHANGING_PIN'),
      workingView('DONE', 'CHANGING_PIN'),
    ])
      expect(sv(view).warning).toBe('Dra inte ur kortet ur kortläsaren, och avbryt inte.');
    for (const view of [
      makeRoomView,
      pinView({ step: 'INSTALL_SIGNATURE', purpose: 'SIGNATURE' }),
      changePinView({ step: 'INSTALL_SIGNATURE', purpose: 'SIGNATURE' }),
      faultView('CARD_ERROR'),
    ])
      expect(sv(view).warning).toBe('Dra inte ur kortet ur kortläsaren.');
  });

  it('is not there when a PIN is changed on the last page: nothing is under way', () => {
    expect(sv(changePinView()).warning).toBeNull();
    const lastTry = sv(changePinView({ problem: { code: 'PIN_WRONG', triesLeft: 1 } }));
    expect(textOf(lastTry)).not.toContain('Dra inte ur');
    expect(textOf(sv(unlockView({ step: 'DONE' })))).not.toContain('Dra inte ur');
    expect(textOf(sv(unlockView({ step: 'INSTALL_SIGNATURE' })))).toContain('Dra inte ur kortet ur kortläsaren.');
  });
});

describe('a locked PIN', () => {
  it.each([
    ['AUTHENTICATION', 'Säkerhetskoden för legitimering (PIN1) är låst'],
    ['SIGNATURE', 'Säkerhetskoden för underskrift (PIN2) är låst'],
  ] as const)('is named: %s', (purpose, title) => {
    for (const canUnlock of [true, false]) {
      const screen = sv(faultView('PIN_LOCKED', { purpose, canUnlock }));
      expect(screen.title).toBe(title);
      expect(textOf(screen)).toContain('Uppgraderingen fortsätter när koden är upplåst');
    }
  });

  it('after the upgrade holds nothing up', () => {
    const screen = sv(faultAfterDone('PIN_LOCKED', { canUnlock: true }));
    expect(textOf(screen)).not.toMatch(/[Uu]ppgraderingen (fortsätter|väntar)/);
    expect(textOf(screen)).toContain('Certifikaten var klara innan');
    expect(screen.warning).toBe('Dra inte ur kortet ur kortläsaren.');
    expect(buttonsOf(screen)).toEqual([
      ['unlock', 'Lås upp med PUK-kod', true],
      ['back', 'Tillbaka', false],
    ]);
  });
});

describe('a fault after the upgrade', () => {
  it('leads back to the last page, without a bar or words about going on', () => {
    for (const code of ['CARD_REMOVED', 'PIN_CHANGE_UNSUPPORTED', 'PUK_LOCKED', 'MODULE_CRASHED', 'CARD_ERROR'] as const) {
      const screen = sv(faultAfterDone(code));
      expect(buttonsOf(screen)).toEqual([['back', 'Tillbaka', true]]);
      expect(screen).toMatchObject({ warning: null, progressTotal: 0, progressLabel: null });
    }
    expect(textOf(sv(faultAfterDone('CARD_REMOVED')))).not.toMatch(/uppgraderingen fortsätter/);
  });
});

it('lets neither way stand out where going on is advised against', () => {
  expect(buttonsOf(sv(faultView('REMOTE_DESKTOP', { step: 'SIGN_IN' })))).toEqual([
    ['retry', 'Fortsätt ändå', false],
    ['cancel', 'Avbryt', false],
  ]);
});

it('leads back to the choice when there is nothing to fetch, and shows no empty bar', () => {
  const screen = sv(faultView('NOTHING_TO_RESTORE', { step: 'CHOOSE_UPGRADE' }));
  expect(buttonsOf(screen)[0]).toEqual(['retry', 'Tillbaka', true]);
  expect(screen).toMatchObject({ progressTotal: 0, progressLabel: null });
});

it('says after a restart of the card software that what is done is kept, whichever PIN is asked for', () => {
  for (const purpose of ['AUTHENTICATION', 'SIGNATURE'] as const) {
    const text = textOf(sv(pinView({ reason: 'MODULE_RESTARTED', purpose, step: 'INSTALL_AUTHENTICATION' })));
    expect(text).toContain('det som är klart är kvar');
    expect(text).not.toContain('som det var');
  }
});
