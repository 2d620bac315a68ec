import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes, verify, X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lookAnswer, type LookRequest, type SeenObject } from './eye-protocol.js';

export const certificateClass = 1;

/** A card as it is, whatever anybody believes. */
export class CardSeen {
  constructor(
    readonly objects: readonly SeenObject[],
    private readonly challenge: Buffer,
  ) {}

  get certificates(): SeenObject[] {
    return this.objects.filter(({ objectClass }) => objectClass === certificateClass);
  }

  /** Whether the certificate's key is beside it, under the same CKA_ID, and has signed. */
  signs(certificate: SeenObject): boolean {
    const { publicKey } = readCertificate(certificate);
    return this.objects.some(
      ({ token, ckaId, signature }) =>
        signature !== null &&
        token === certificate.token &&
        ckaId === certificate.ckaId &&
        verify('sha256', this.challenge, { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64')),
    );
  }

  has(object: SeenObject): boolean {
    return this.objects.some((other) => nameOf(other) === nameOf(object));
  }
}

export function readCertificate({ der }: SeenObject): X509Certificate {
  return new X509Certificate(Buffer.from(der ?? '', 'base64'));
}

/** One object, told from all others; two equal ones count as two (see Verdict). */
export function nameOf({ token, objectClass, ckaId, fingerprint }: SeenObject): string {
  return [token, objectClass, ckaId, fingerprint].join(' ');
}

/** A process that looks at cards: SoftHSM holds one configuration in a process, and the lab looks at many cards. */
export class Eye {
  readonly #child: ChildProcess;
  #queue: Promise<unknown> = Promise.resolve();

  constructor() {
    this.#child = fork(programFile(), [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
  }

  /** @throws Error when the card can't be read */
  async look(card: Omit<LookRequest, 'challenge'>): Promise<CardSeen> {
    const challenge = randomBytes(32);
    const turn = this.#queue.then(() => this.#ask({ ...card, challenge: challenge.toString('hex') }));
    this.#queue = turn.catch(() => undefined);
    return new CardSeen(await turn, challenge);
  }

  async #ask(request: LookRequest): Promise<SeenObject[]> {
    const answer = await new Promise<unknown>((resolve, reject) => {
      const ended = (): void => reject(new Error('The process that looks at cards has ended'));
      this.#child.once('exit', ended);
      this.#child.once('message', (message) => {
        this.#child.off('exit', ended);
        resolve(message);
      });
      this.#child.send(request, () => undefined);
    });
    const { problem, tokens } = lookAnswer.parse(answer);
    if (problem !== null) throw new Error(`The card can not be read: ${problem}`);
    return tokens.flatMap(({ label, objects }) => objects.map((object) => ({ ...object, token: label })));
  }

  async close(): Promise<void> {
    await this.#queue;
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => this.#child.once('exit', () => resolve()));
    this.#child.disconnect();
    await ended;
  }
}

/** Beside this file when compiled; asked from the source, as by tests, it is in dist/. */
function programFile(): string {
  const beside = fileURLToPath(new URL('./eye-child.js', import.meta.url));
  if (existsSync(beside)) return beside;
  return join(fileURLToPath(new URL('../..', import.meta.url)), 'dist', 'test', 'faults', 'eye-child.js');
}
