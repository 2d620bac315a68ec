export type LinkState = 'CONNECTING' | 'ONLINE' | 'OFFLINE';

/** Whether the server is reached, as whoever calls it finds out. */
export class LinkMonitor {
  #state: LinkState = 'CONNECTING';
  readonly #listeners = new Set<(state: LinkState, before: LinkState) => void>();

  get state(): LinkState {
    return this.#state;
  }

  /** Calls back on each change. */
  watch(listener: (state: LinkState, before: LinkState) => void): void {
    this.#listeners.add(listener);
  }

  reached(): void {
    this.#change('ONLINE');
  }

  missed(): void {
    this.#change('OFFLINE');
  }

  #change(state: LinkState): void {
    const before = this.#state;
    if (state === before) return;
    this.#state = state;
    for (const listener of this.#listeners) listener(state, before);
  }
}
