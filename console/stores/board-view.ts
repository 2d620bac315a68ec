import { defineStore } from 'pinia';
import { computed, reactive, toRefs, watch } from 'vue';
import { useBoardStore } from './board.js';
import { useStaffStore } from './staff.js';
import { arrange, countBoard, usualView } from '../entities/board-view.js';
import type { BoardView, SortKey } from '../entities/board-view.js';

/**
 * What the reader looks for on the board. Kept in memory, so that it is still there after a visit to a session or a new
 * sign-in; never in the address, as a name or HSA-id searched for is personal data.
 */
export const useBoardViewStore = defineStore('board-view', () => {
  const board = useBoardStore();
  const staff = useStaffStore();
  const view = reactive<{ -readonly [Key in keyof BoardView]: BoardView[Key] }>({ ...usualView });
  const me = computed(() => staff.person?.id ?? null);
  // Somebody else must not find what was searched for; the same person, signed in again, goes on.
  let last = me.value;
  watch(me, (id) => {
    if (id === null) return;
    if (last !== null && id !== last) Object.assign(view, usualView);
    last = id;
  });

  const rows = computed(() => arrange(board.sessions.values(), view, me.value));
  const counts = computed(() => countBoard(board.sessions.values(), me.value));
  const filtered = computed(() => view.text.trim() !== '' || view.status !== 'all' || view.faultyOnly || view.handling !== 'all');

  /** Sorts by a column; the same column again turns the order round. */
  function sortBy(key: SortKey): void {
    view.descending = view.sort === key && !view.descending;
    view.sort = key;
  }

  function clearFilters(): void {
    const { text, status, faultyOnly, handling } = usualView;
    Object.assign(view, { text, status, faultyOnly, handling });
  }

  return { ...toRefs(view), me, rows, counts, filtered, sortBy, clearFilters };
});
