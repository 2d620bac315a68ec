import { describe, expect, it } from '@jest/globals';
import { situationOf, toneOf } from './situation.js';
import { at, details, screen } from '../spec-support/samples.js';

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
