/**
 * The process that holds the PKCS#11 module: its calls block, and a module may crash or hang, which here harms nobody else.
 * Started by ModuleProcess; ends with it. Nothing is logged here, as arguments can hold a PIN.
 */
import { Cryptoki, Pkcs11Failure } from './cryptoki.js';
import { argumentSchemas, requestSchema, type CallName, type Calls, type Request, type Response } from './protocol.js';
import { TokenWork } from './token-work.js';

const cryptoki = new Cryptoki();
const work = new TokenWork(cryptoki);

type Handlers = { readonly [Name in CallName]: (argument: Calls[Name]['argument']) => Calls[Name]['result'] };

const handlers: Handlers = {
  open: ({ modulePath }) => work.open(modulePath),
  look: () => work.look(),
  scan: () => work.scan(),
  login: ({ token, pin, purpose }) => withSecrets([pin], () => work.pins.logIn(token, pin, purpose)),
  logout: ({ token }) => nothing(work.pins.logOut(token)),
  changePin: ({ token, old, next }) => withSecrets([old, next], () => work.pins.changePin(token, old, next)),
  unlockPin: ({ token, puk, next }) => withSecrets([puk, next], () => work.pins.unlockPin(token, puk, next)),
  keys: ({ token }) => work.keys(token),
  publicKeys: ({ token }) => work.publicKeys(token),
  keyTypes: ({ token }) => work.keyTypes(token),
  keyIds: ({ token }) => work.keyIds(token),
  generateKeyPair: ({ token, ...options }) => work.generateKeyPair(token, options),
  removeKeyPair: ({ token, ...key }) => nothing(work.removeKeyPair(token, key)),
  sign: ({ token, ckaId, data }) => work.sign(token, ckaId, data),
  certificates: ({ token }) => work.certificates(token),
  writeCertificate: ({ token, ...certificate }) => nothing(work.writeCertificate(token, certificate)),
  removeCertificate: ({ token, ...certificate }) => nothing(work.removeCertificate(token, certificate)),
  moveCertificate: ({ token, ...certificate }) => nothing(work.moveCertificate(token, certificate)),
  close: () => nothing(work.close()),
};

function nothing(_: void): null {
  return null;
}

/** PINs and PUKs are overwritten when the call is done, whatever came of it. */
function withSecrets(secrets: readonly (Uint8Array | null)[], use: () => void): null {
  try {
    use();
    return null;
  } finally {
    for (const secret of secrets) secret?.fill(0);
  }
}

function run<Name extends CallName>(call: Name, argument: unknown): Calls[Name]['result'] {
  return handlers[call](argumentSchemas[call].parse(argument));
}

function answer({ id, call, argument }: Request): Response {
  cryptoki.takeMilliseconds();
  try {
    const result = run(call, argument);
    return { id, outcome: 'RETURNED', milliseconds: cryptoki.takeMilliseconds(), result };
  } catch (error) {
    const milliseconds = cryptoki.takeMilliseconds();
    if (error instanceof Pkcs11Failure) {
      const { functionName, returnValue, user, message } = error;
      return { id, outcome: 'FAILED', milliseconds, functionName, returnValue, user, message };
    }
    // The message of an unexpected error could repeat what it was given, so only its kind is told.
    const kind = error instanceof Error ? error.name : typeof error;
    return {
      id,
      outcome: 'FAILED',
      milliseconds,
      functionName: call,
      returnValue: null,
      user: null,
      message: `${call} failed: ${kind}`,
    };
  }
}

process.on('message', (message) => process.send?.(answer(requestSchema.parse(message))));
process.on('disconnect', () => process.exit(0));
// Ctrl-C in a terminal reaches the whole group; the agent ends this process when it is done with the card.
process.on('SIGINT', () => undefined);
