import type { FaultCode } from '../generated/graphql.js';

/** A card operation that failed: the fault's code, and function and return value as support searches for them. */
export class CardError extends Error {
  override readonly name = 'CardError';

  constructor(
    readonly faultCode: FaultCode,
    readonly functionName: string,
    /** CK_RV, null when the call never returned (crash, deadline). */
    readonly returnValue: number | null,
    message: string,
  ) {
    super(message);
  }
}
