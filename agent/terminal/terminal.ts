import type { Desk } from '../guide/desk.js';

export interface TerminalStreams {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
}

export function startTerminal(_desk: Desk, _streams: TerminalStreams): { close(): void } {
  return { close: () => undefined };
}
