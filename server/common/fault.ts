import { Field, Int, ObjectType } from '@nestjs/graphql';

import { FaultCode, faultSeverity } from '../faults/fault-code.js';

export interface FaultOptions {
  /** For staff and logs; never secret, never shown to the cardholder. */
  readonly detail?: string;
  /** The input field at fault, for INVALID_INPUT. */
  readonly field?: string;
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/** An expected failure, thrown by services and turned into the GraphQL type Fault by {@link faultOr}. */
export class FaultError extends Error {
  override readonly name = 'FaultError';
  readonly detail?: string;
  readonly field?: string;
  readonly retryAfterSeconds?: number;

  constructor(
    readonly code: FaultCode,
    options: FaultOptions = {},
  ) {
    super(options.detail === undefined ? code : `${code}: ${options.detail}`, { cause: options.cause });
    if (options.detail !== undefined) this.detail = options.detail;
    if (options.field !== undefined) this.field = options.field;
    if (options.retryAfterSeconds !== undefined) this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

@ObjectType({
  description:
    "An expected failure. Clients show the catalogue's text for the code; `detail` is for staff and logs, never secret.",
})
export class Fault {
  @Field(() => FaultCode)
  code!: FaultCode;

  @Field(() => String, { nullable: true })
  detail?: string | null;

  @Field(() => String, { nullable: true })
  field?: string | null;

  @Field(() => Boolean)
  retriable!: boolean;

  @Field(() => Int, { nullable: true })
  retryAfterSeconds?: number | null;

  /** A class instance, so that a union's resolveType can use `instanceof`. */
  static of(error: FaultError): Fault {
    return Object.assign(new Fault(), {
      code: error.code,
      detail: error.detail ?? null,
      field: error.field ?? null,
      retriable: faultSeverity[error.code] === 'RETRIABLE',
      retryAfterSeconds: error.retryAfterSeconds ?? null,
    });
  }
}

/**
 * Runs a resolver's one service call; an expected failure becomes the union's Fault, anything else is thrown on
 * (and answered as an unnamed internal error).
 */
export async function faultOr<T>(call: () => Promise<T>): Promise<T | Fault> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof FaultError) return Fault.of(error);
    throw error;
  }
}
