import { Injectable } from '@nestjs/common';

/**
 * Says that something of a topic changed, never what: whoever hears it reads the database. Rung after the commit.
 * In one process now; with several, the database's own notifications stand behind the same port.
 */
export abstract class Doorbell {
  abstract ring(topic: string): void;
  /** @returns how to stop listening */
  abstract listen(topic: string, listener: () => void): () => void;
}

@Injectable()
export class InProcessDoorbell extends Doorbell {
  private readonly listeners = new Map<string, Set<() => void>>();

  ring(topic: string): void {
    for (const listener of this.listeners.get(topic) ?? []) listener();
  }

  listen(topic: string, listener: () => void): () => void {
    const listeners = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.listeners.get(topic) === listeners) this.listeners.delete(topic);
    };
  }
}
