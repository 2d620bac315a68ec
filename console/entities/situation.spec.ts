import { describe, expect, it } from '@jest/globals';
import { faultNow, situationOf, toneOf } from './situation.js';
import { at, details, holder, screen } from '../spec-support/samples.js';

describe('what the caller is in the middle of', () => {
  it.each([
    ['START', 'SIGN_IN', 'connecting'],
    ['PICK_CARD', 'SIGN_IN', 'pickCard'],
    ['PIN', 'SIGN_IN', 'pinAuthentication'],
    ['PIN', 'INSTALL_AUTHENTICATION', 'pinAuthentication'],
    ['PIN', 'INSTALL_SIGNATURE', 'pinSignature'],
    ['UNLOCK', 'SIGN_IN', 'unlock'],
    ['CHANGE_PIN', 'DONE', 'changePin'],
    ['MAKE_ROOM', 'INSTALL_SIGNATURE', 'makeRoom'],
    ['OFFER', 'CHOOSE_UPGRADE', 'offer'],
    ['TERMS', 'ACCEPT_TERMS', 'terms'],
    ['WORKING', 'SIGN_IN', 'moment'],
    ['WORKING', 'INSTALL_AUTHENTICATION', 'working'],
    ['FAULT', 'INSTALL_SIGNATURE', 'working'],
    ['DONE', 'DONE', 'finish'],
    ['CANCELLED', 'SIGN_IN', 'finish'],
  ] as const)('follows the screen: %s at %s is %s', (kind, step, situation) => {
    expect(situationOf(details({ summary: { step }, screen: screen({ kind, step }) }))).toBe(situation);
  });

  it('follows the step while no screen was told', () => {
    expect(situationOf(details())).toBe('connecting');
    expect(situationOf(details({ summary: { step: 'ACCEPT_TERMS' } }))).toBe('terms');
  });

  it('is that the agent is not heard, whatever its last screen showed', () => {
    expect(situationOf(details({ summary: { agentConnected: false }, screen: screen() }))).toBe('silent');
  });

  it.each(['COMPLETED', 'CANCELLED', 'FAILED', 'EXPIRED'] as const)('is the end of a session that is %s', (state) => {
    const ended = details({ summary: { state, endedAt: at(9), agentConnected: false }, screen: screen() });
    expect(situationOf(ended)).toBe(state.toLowerCase());
  });

  it.each([
    ['CHANGE_PIN', 'changePinAfter'],
    ['UNLOCK', 'unlockAfter'],
    ['WORKING', 'workingAfter'],
    ['FAULT', 'faultAfter'],
    ['DONE', 'completed'],
  ] as const)('after a session that is complete is what goes on at its last page: %s is %s', (kind, situation) => {
    for (const purpose of ['UPGRADE', 'RESTORE'] as const) {
      const summary = { state: 'COMPLETED', purpose, endedAt: at(9), agentConnected: false } as const;
      const expected = situation === 'completed' && purpose === 'RESTORE' ? 'restored' : situation;
      expect(situationOf(details({ summary, screen: screen({ kind, step: 'DONE' }) }))).toBe(expected);
    }
  });

  it('has the fault that the last page shows, and none from before', () => {
    const summary = { state: 'COMPLETED', endedAt: at(9) } as const;
    const shows = (kind: 'CHANGE_PIN' | 'DONE') =>
      faultNow(details({ summary, screen: screen({ kind, step: 'DONE', faultCode: 'PIN_WRONG' }) }));
    expect(shows('CHANGE_PIN')).toBe('PIN_WRONG');
    expect(shows('DONE')).toBeNull();
    expect(faultNow(details({ summary: { faultCode: 'PIN_LOCKED' } }))).toBe('PIN_LOCKED');
  });

  it('is that PIN1 is asked for again when somebody has signed in', () => {
    const asked = screen({ kind: 'PIN', step: 'INSTALL_AUTHENTICATION' });
    expect(situationOf(details({ summary: { holder, step: 'INSTALL_AUTHENTICATION' }, screen: asked }))).toBe(
      'pinAuthenticationAgain',
    );
  });

  it('is that the card goes on in a later session, when that ended this one', () => {
    const ended = details({ summary: { state: 'CANCELLED', endedAt: at(9), agentConnected: false }, screen: screen() });
    expect(situationOf(ended, 'session-2')).toBe('continued');
  });

  it('is another end when existing certificates were fetched', () => {
    const ended = details({ summary: { state: 'COMPLETED', purpose: 'RESTORE', endedAt: at(9) } });
    expect(situationOf(ended)).toBe('restored');
    expect(toneOf('restored')).toBe('ok');
  });

  it('has the colour of what it means', () => {
    expect(['completed', 'failed', 'silent', 'cancelled', 'expired', 'terms'].map((one) => toneOf(situationOf(of(one))))).toEqual(
      ['ok', 'fault', 'warn', 'neutral', 'neutral', 'accent'],
    );
  });
});

function of(situation: string) {
  if (situation === 'silent') return details({ summary: { agentConnected: false } });
  if (situation === 'terms') return details({ screen: screen({ kind: 'TERMS' }) });
  const states = { completed: 'COMPLETED', failed: 'FAILED', cancelled: 'CANCELLED' } as const;
  return details({ summary: { state: Object.entries(states).find(([name]) => name === situation)?.[1] ?? 'EXPIRED' } });
}
