import { screenOf } from '../screens.js';
import type { GuideScreen } from '../state.js';
import { changePinView, pinView, unlockView } from '../views.spec-support.js';

const sv = (view: Parameters<typeof screenOf>[0]) => screenOf(view, 'SV', 'SIGN_IN');
const idsOf = (screen: GuideScreen) => screen.actions.map(({ id }) => id);
const textOf = (screen: GuideScreen) => [screen.title, ...screen.paragraphs].join('\n');

describe('PUK and new PIN', () => {
  const fieldsOf = (screen: GuideScreen) => screen.fields.map(({ id, digits }) => [id, digits]);

  it('has three fields, and says never to guess', () => {
    const screen = sv(unlockView());
    expect(fieldsOf(screen)).toEqual([
      ['puk', 8],
      ['new', 6],
      ['repeat', 6],
    ]);
    expect(screen).toMatchObject({
      title: 'Lås upp koden för legitimering',
      tone: 'NEUTRAL',
      pinLabel: null,
      checkboxLabel: null,
    });
    expect(screen.warning).toContain('Gissa aldrig PUK-koden');
    expect(textOf(screen)).toContain('Kundservice ser dem aldrig');
    expect(idsOf(screen)).toEqual(['submit-codes', 'back']);
  });

  it('says what a wrong PUK came to, and wants it read in the letter before the last try', () => {
    const wrong = sv(unlockView({ pukTries: 'LOW', problem: 'PUK_WRONG' }));
    expect(wrong).toMatchObject({ tone: 'PROBLEM', faultCode: 'PUK_WRONG', checkboxLabel: null });
    expect(wrong.paragraphs[0]).toBe('Fel PUK-kod.');
    expect(wrong.warning).toContain('få försök är kvar');
    const last = sv(unlockView({ pukTries: 'LAST', problem: 'PUK_WRONG' }));
    expect(last.tone).toBe('WARNING');
    expect(last.checkboxLabel).toContain('läst PUK-koden i kodbrevet');
    expect(last.warning).toContain('Sista försöket');
  });

  it('changes the PIN that it names, with the same care before a last try', () => {
    const screen = sv(changePinView({ purpose: 'SIGNATURE' }));
    expect(fieldsOf(screen)).toEqual([
      ['old', 6],
      ['new', 6],
      ['repeat', 6],
    ]);
    expect(screen.fields.every(({ label }) => label.includes('PIN2'))).toBe(true);
    expect(screen.actions.map(({ label }) => label)).toEqual(['Byt kod', 'Tillbaka']);
    const last = sv(changePinView({ problem: { code: 'PIN_WRONG', triesLeft: 1 } }));
    expect(last).toMatchObject({ tone: 'WARNING', checkboxLabel: 'Jag har tittat i kodbrevet' });
    const expired = sv(changePinView({ problem: { code: 'PIN_EXPIRED', triesLeft: null } }));
    expect(expired.paragraphs[0]).toBe('Säkerhetskoden behöver bytas.');
  });

  it.each([
    ['MODULE_RESTARTED', 'startas om'],
    ['UNLOCKED', 'upplåst'],
  ] as const)('asks for the PIN after %s in words of its own', (reason, words) => {
    for (const purpose of ['AUTHENTICATION', 'SIGNATURE'] as const)
      expect(textOf(sv(pinView({ reason, purpose })))).toContain(words);
  });
});
