import { nextTick, onBeforeUnmount, onMounted, ref, watch } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import type { Summary } from '../../entities/board-view.js';

type Column = 'open' | 'handle';
const PAGE = 10;

export interface GridFocusParts {
  readonly grid: Ref<HTMLElement | null>;
  readonly rows: Ref<readonly Summary[]>;
  /** Id of the row that has the grid's one tab stop: a row keeps it when live changes move it. */
  readonly active: Ref<string | null>;
  readonly activeIndex: ComputedRef<number>;
  /** What is rendered now; it always comes to hold the active row, perhaps a moment later. */
  readonly visible: Ref<readonly unknown[]>;
}

/** Focus inside the grid (WAI-ARIA grid pattern): arrows, Home, End and page keys move it, live changes don't lose it. */
export function useGridFocus({ grid, rows, visible, active, activeIndex }: GridFocusParts) {
  const column = ref<Column>('open');
  const inside = ref(false);
  let wanted = false;

  /** @returns whether the key meant something here */
  function move(key: string): boolean {
    if (key === 'ArrowRight' || key === 'ArrowLeft') {
      column.value = key === 'ArrowRight' ? 'handle' : 'open';
      void focusActive();
      return true;
    }
    const index = target(key, activeIndex.value, rows.value.length - 1);
    const row = index === null ? undefined : rows.value[index];
    if (index === null || row === undefined) return false;
    active.value = row.id;
    void focusActive();
    return true;
  }

  /** Focuses the active row once it is rendered, and scrolls no further than needed to see it. */
  async function focusActive(): Promise<void> {
    wanted = true;
    await nextTick();
    const row = grid.value?.querySelector(`[data-index="${activeIndex.value}"]`);
    if (!row) return;
    wanted = false;
    const element =
      row.querySelector<HTMLElement>(`[data-column="${column.value}"]`) ?? row.querySelector<HTMLElement>('[data-column="open"]');
    element?.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  }

  /** Focus came by mouse or Tab: the tab stop follows it. */
  function follow({ target: element }: FocusEvent): void {
    if (!(element instanceof HTMLElement)) return;
    const id = element.closest<HTMLElement>('[data-session]')?.dataset['session'];
    if (id === undefined) return;
    inside.value = true;
    active.value = id;
    column.value = element.dataset['column'] === 'handle' ? 'handle' : 'open';
  }

  // The active row may be rendered late, and a row that changes places is moved in the document, which takes its focus.
  watch(
    [rows, visible],
    () => {
      if (wanted) return void focusActive();
      if (!inside.value || document.activeElement !== document.body) return;
      const row = grid.value?.querySelector<HTMLElement>(`[data-index="${activeIndex.value}"] [data-column="${column.value}"]`);
      row?.focus({ preventScroll: true });
    },
    { flush: 'post' },
  );

  // A click beside everything that can be focused is meant: focus is not brought back then.
  const leave = (): void => {
    inside.value = false;
    wanted = false;
  };
  onMounted(() => document.addEventListener('pointerdown', leave));
  onBeforeUnmount(() => document.removeEventListener('pointerdown', leave));

  return { move, follow };
}

function target(key: string, index: number, last: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, index + 1);
    case 'ArrowUp':
      return Math.max(0, index - 1);
    case 'PageDown':
      return Math.min(last, index + PAGE);
    case 'PageUp':
      return Math.max(0, index - PAGE);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
