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
  readonly reveal: (index: number) => void;
}

/** Focus inside the grid (WAI-ARIA grid pattern): arrows, Home, End and page keys move it, live changes don't lose it. */
export function useGridFocus({ grid, rows, active, activeIndex, reveal }: GridFocusParts) {
  const column = ref<Column>('open');
  const inside = ref(false);

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
    reveal(index);
    void focusActive();
    return true;
  }

  async function focusActive(): Promise<void> {
    await nextTick();
    const row = grid.value?.querySelector(`[data-index="${activeIndex.value}"]`);
    const element = row?.querySelector<HTMLElement>(`[data-column="${column.value}"]`) ?? row?.querySelector<HTMLElement>('[data-column="open"]');
    element?.focus({ preventScroll: true });
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

  // A row that changes places is moved in the document, which takes its focus away: give it back.
  watch(
    rows,
    () => {
      const element = document.activeElement;
      if (!inside.value || element === null) return;
      if (element === document.body) void focusActive();
      else if (!(grid.value?.contains(element) ?? false)) inside.value = false;
    },
    { flush: 'post' },
  );

  // A click beside everything that can be focused is meant: focus is not brought back then.
  const leave = (): void => {
    inside.value = false;
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
