import type { TypedDocumentNode } from '@urql/core';
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { LiveConnection } from '../api/live-connection.js';
import type { LiveStatus } from '../api/live-connection.js';
import { useStaffStore } from './staff.js';

/** The live connection and how fresh it is: every view that shows live data shows this too. */
export const useLiveStore = defineStore('live', () => {
  const staff = useStaffStore();
  const status = shallowRef<LiveStatus>({ phase: 'idle', confirmedAt: null, retryAt: null });
  const stale = computed(() => status.value.phase === 'stale');
  const connection = new LiveConnection({
    url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
    stillSignedIn: () => staff.stillSignedIn(),
    onStatus: (now) => (status.value = now),
  });
  addEventListener('online', () => connection.retryNow());

  /**
   * Subscribes; `variables` is read again at each reconnection, so give the last number seen there.
   * `refused` is called when the server answers with an error.
   * @returns how to stop
   */
  function subscribe<Data, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Data, Variables>,
    variables: () => Variables,
    next: (data: Data) => void,
    refused?: () => void,
  ): () => void {
    return connection.subscribe(document, variables, next, refused);
  }

  return { status, stale, subscribe, retryNow: () => connection.retryNow(), stopAll: () => connection.stopAll() };
});
