import { CardError } from '../../card/card-error.js';
import type { TokenInfo } from '../../card/card-port.js';
import { sameToken } from '../card-pairing.js';
import type { PinView } from '../cardholder.js';
import type { UpgradeContext } from '../context.js';
import { asksItself } from './asks-itself.js';
import type { FaultCode, Purpose, UpgradeStep } from '../types.js';

export interface PinRequest {
  readonly step: UpgradeStep;
  readonly purpose: Purpose;
  readonly reason: PinView['reason'];
}

type Problem = NonNullable<PinView['problem']>;

/** Faults that leave the cardholder at the PIN, to try again or not. */
const askAgain: readonly FaultCode[] = ['PIN_WRONG', 'PIN_MALFORMED', 'PIN_CANCELLED', 'PIN_TIMED_OUT'];
const sixDigits = /^[0-9]{6}$/;

/**
 * Asks for a PIN and logs in with it, until the card accepts or the cardholder gives up. Each try is the cardholder's
 * own: nothing is tried twice, and what is malformed never reaches the card.
 * @returns false when the cardholder cancelled.
 * @throws CardError when the card refuses for another reason (PIN_LOCKED, CARD_REMOVED …), UpgradeTrouble when stopped.
 */
export async function enterPin(context: UpgradeContext, request: PinRequest): Promise<boolean> {
  const { log } = context.parts;
  const token = await asItIsNow(context, context.tokenOf(request.purpose));
  let problem: Problem | null = warnBefore(token);
  let wasRaised = false;
  for (;;) {
    context.throwIfStopped();
    log.record({ kind: 'PIN_REQUESTED', step: request.step, purpose: request.purpose });
    const outcome = await tryOnce(context, request, token, problem);
    if (outcome === 'CANCELLED') return false;
    if (outcome === 'ACCEPTED') {
      context.noteLogin(request.purpose);
      if (wasRaised && problem !== null) log.record({ kind: 'FAULT_CLEARED', step: request.step, faultCode: problem.code });
      log.record({ kind: 'PIN_ACCEPTED', step: request.step, purpose: request.purpose });
      return true;
    }
    problem = await describe(context, outcome, token);
    wasRaised = true;
    log.record({
      kind: 'FAULT_RAISED',
      step: request.step,
      purpose: request.purpose,
      faultCode: problem.code,
      functionName: outcome.functionName,
      returnValue: outcome.returnValue,
      triesLeft: problem.triesLeft,
    });
  }
}

async function tryOnce(
  context: UpgradeContext,
  request: PinRequest,
  token: TokenInfo,
  problem: Problem | null,
): Promise<'ACCEPTED' | 'CANCELLED' | CardError> {
  const itAsks = asksItself(token);
  const view: PinView = { kind: 'PIN', ...request, asksItself: itAsks, progress: context.progress, problem };
  const action = await context.parts.cardholder.ask(view, context.signal);
  if (action.id === 'cancel') return 'CANCELLED';
  const pin = action.id === 'submit-pin' ? action.pin : null;
  if (!itAsks && (pin === null || !sixDigits.test(pin))) return new CardError('PIN_MALFORMED', '', null, 'A PIN has six digits');
  context.showWork(request.step, itAsks ? 'MIDDLEWARE_ASKS' : request.step === 'SIGN_IN' ? 'SIGNING_IN' : 'PREPARING');
  try {
    await context.port.login(context.keyOfToken(request.purpose), itAsks ? null : pin, request.purpose);
    return 'ACCEPTED';
  } catch (error) {
    if (error instanceof CardError && askAgain.includes(error.faultCode)) return error;
    throw error;
  }
}

/** Whatever failed, and whoever else used the card meanwhile: the last try is warned of. */
async function describe(context: UpgradeContext, error: CardError, token: TokenInfo): Promise<Problem> {
  const now = await asItIsNow(context, token, error);
  return { code: error.faultCode, triesLeft: triesLeft(now) };
}

/** The token with its flags of now. @throws CardError PIN_LOCKED when the token says that no try is left */
export async function asItIsNow(context: UpgradeContext, token: TokenInfo, error: CardError | null = null): Promise<TokenInfo> {
  const now = (await context.port.tokens()).find((candidate) => sameToken(candidate, token)) ?? token;
  if (!now.flags.includes('CKF_USER_PIN_LOCKED')) return now;
  throw new CardError('PIN_LOCKED', error?.functionName ?? 'C_GetTokenInfo', error?.returnValue ?? null, 'The PIN is locked');
}

/** How many tries are left is told only by flags of the token; without them it is unknown, never a guess. */
export function triesLeft(token: TokenInfo): number | null {
  return token.flags.includes('CKF_USER_PIN_FINAL_TRY') ? 1 : null;
}

/** A card that comes with one try left is said to be so before the first try here. */
function warnBefore(token: TokenInfo): Problem | null {
  return triesLeft(token) === 1 ? { code: 'PIN_WRONG', triesLeft: 1 } : null;
}
