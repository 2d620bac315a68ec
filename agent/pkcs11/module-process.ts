import { fork, type ChildProcess } from 'node:child_process';
import { CardError } from '../card/card-error.js';
import { awakeDeadline } from './awake-deadline.js';
import { compiledProgram } from './compiled-program.js';
import { responseSchema, resultSchemas, type CallName, type Calls, type Request, type Response } from './protocol.js';
import { describeReturnValue, faultOf } from './return-values.js';

export interface ModuleProcessOptions {
  readonly modulePath: string;
  /** More environment for the module, such as SOFTHSM2_CONF. */
  readonly environment: Readonly<Record<string, string>>;
  /** Milliseconds that any call may take; null: what suits each. */
  readonly deadline?: number | null;
  /** For one kind of call, such as in tests; milliseconds. */
  readonly deadlines?: Partial<Record<CallName, number>>;
}

/** Milliseconds awake after which a call counts as hung. A slow card needs half a minute for a key. */
const deadlines: Record<CallName, number> = {
  open: 60_000,
  look: 30_000,
  scan: 60_000,
  login: 60_000,
  logout: 30_000,
  keys: 60_000,
  publicKeys: 60_000,
  keyTypes: 30_000,
  keyIds: 60_000,
  generateKeyPair: 180_000,
  removeKeyPair: 60_000,
  sign: 60_000,
  certificates: 60_000,
  writeCertificate: 60_000,
  removeCertificate: 60_000,
  moveCertificate: 60_000,
  changePin: 60_000,
  unlockPin: 60_000,
  close: 5_000,
};
const personDeadline = 180_000;

type EndOfProcess = 'MODULE_CRASHED' | 'MODULE_TIMED_OUT' | 'PIN_TIMED_OUT';
const ends: Readonly<Record<EndOfProcess, string>> = {
  MODULE_CRASHED: 'The PKCS#11 module ended',
  MODULE_TIMED_OUT: 'The PKCS#11 module did not answer in time',
  PIN_TIMED_OUT: 'No PIN was entered in time',
};

export interface RequestOptions {
  /** The reader or the middleware asks the cardholder: a long deadline, and past it PIN_TIMED_OUT. */
  readonly waitsForPerson?: boolean;
}

/** A call that is being answered. */
interface Pending {
  readonly request: Request;
  readonly settle: (response: Response) => void;
  readonly fail: (error: CardError) => void;
}

/**
 * The child process that holds the module, started when first needed and again after it ended. Calls are answered one at a
 * time, in order. A call past its deadline kills the process: a hung module can't be stopped otherwise.
 */
export class ModuleProcess {
  #child: ChildProcess | null = null;
  #opened: Promise<Calls['open']['result']> | null = null;
  #pending: Pending | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #lastId = 0;
  #isClosed = false;
  #closing: Promise<void> | null = null;
  milliseconds = 0;

  constructor(private readonly options: ModuleProcessOptions) {}

  /** Process id, while there is one. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get isBusy(): boolean {
    return this.#waiting > 0;
  }

  /**
   * @returns what the child answered, and the milliseconds spent inside PKCS#11 calls for it.
   * @throws CardError with the fault of the return value; MODULE_CRASHED, MODULE_TIMED_OUT, PIN_TIMED_OUT when there was none.
   */
  request<Name extends CallName>(
    call: Name,
    argument: Calls[Name]['argument'],
    options: RequestOptions = {},
  ): Promise<Calls[Name]['result']> {
    return this.#inTurn(async () => {
      await this.#start();
      return this.#ask(call, argument, options);
    });
  }

  /** What the module says about itself. */
  open(): Promise<Calls['open']['result']> {
    return this.#inTurn(() => this.#start());
  }

  /** Logs out, and ends the process: by force when it does not answer within the deadline of its own. */
  close(): Promise<void> {
    this.#isClosed = true;
    this.#closing ??= this.#endProcess();
    return this.#closing;
  }

  async #endProcess(): Promise<void> {
    const child = this.#child;
    if (child === null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
    const stop = awakeDeadline(this.#deadlineOf('close', {}), () => child.kill('SIGKILL'));
    // What is under way ends first, or is ended.
    await this.#queue;
    stop();
    if (this.#child === child) await this.#ask('close', null, {}).catch(() => undefined);
    child.kill('SIGKILL');
    await ended;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting += 1;
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined).finally(() => (this.#waiting -= 1));
    return turn;
  }

  #start(): Promise<Calls['open']['result']> {
    if (this.#isClosed) return Promise.reject(new CardError('MODULE_CRASHED', 'open', null, 'The card layer is closed'));
    this.#opened ??= this.#spawn();
    return this.#opened;
  }

  async #spawn(): Promise<Calls['open']['result']> {
    // Advanced serialisation carries bytes; no execArgv, as the parent may run under a debugger or a test runner.
    const child = fork(compiledProgram('child.js', import.meta.url), [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { ...process.env, ...this.options.environment },
      execArgv: [],
    });
    this.#child = child;
    child.on('message', (message) => this.#receive(message));
    child.on('exit', () => this.#ended(child, 'MODULE_CRASHED'));
    child.on('error', () => this.#ended(child, 'MODULE_CRASHED'));
    try {
      return await this.#ask('open', { modulePath: this.options.modulePath }, {});
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
  }

  async #ask<Name extends CallName>(
    call: Name,
    argument: Calls[Name]['argument'],
    options: RequestOptions,
  ): Promise<Calls[Name]['result']> {
    const child = this.#child;
    if (child === null) throw new CardError('MODULE_CRASHED', call, null, 'The process of the PKCS#11 module has ended');
    const request: Request = { id: (this.#lastId += 1), call, argument };
    const stopDeadline = awakeDeadline(this.#deadlineOf(call, options), () => {
      child.kill('SIGKILL');
      this.#ended(child, options.waitsForPerson === true ? 'PIN_TIMED_OUT' : 'MODULE_TIMED_OUT');
    });
    try {
      const response = await new Promise<Response>((settle, fail) => {
        this.#pending = { request, settle, fail };
        // A failed send is followed by the child's exit, which says what happened.
        child.send(request, () => undefined);
      });
      return this.#unwrap(call, response);
    } finally {
      stopDeadline();
    }
  }

  #deadlineOf(call: CallName, { waitsForPerson }: RequestOptions): number {
    return (
      this.options.deadlines?.[call] ?? this.options.deadline ?? (waitsForPerson === true ? personDeadline : deadlines[call])
    );
  }

  #unwrap<Name extends CallName>(call: Name, response: Response): Calls[Name]['result'] {
    // Looking for cards while a person reads is not card work.
    if (call !== 'look') this.milliseconds += response.milliseconds;
    if (response.outcome === 'RETURNED') return resultSchemas[call].parse(response.result);
    const { functionName, returnValue, message } = response;
    // A file that can't be loaded is no module; one that refuses to start may do so for now.
    const fault = call === 'open' && returnValue === null ? 'MIDDLEWARE_NOT_FOUND' : faultOf(response);
    const text = returnValue === null ? message : `${functionName}: ${describeReturnValue(returnValue)}`;
    throw new CardError(fault, functionName, returnValue, text);
  }

  #receive(message: unknown): void {
    const parsed = responseSchema.safeParse(message);
    const pending = this.#pending;
    if (!parsed.success || pending === null || parsed.data.id !== pending.request.id) return;
    this.#pending = null;
    pending.settle(parsed.data);
  }

  #ended(child: ChildProcess, fault: EndOfProcess): void {
    if (this.#child !== child) return;
    this.#child = null;
    this.#opened = null;
    const pending = this.#pending;
    this.#pending = null;
    pending?.fail(new CardError(fault, pending.request.call, null, ends[fault]));
  }
}
