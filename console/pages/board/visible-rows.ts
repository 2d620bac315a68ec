import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/vue-virtual';
import type { Range } from '@tanstack/vue-virtual';
import { computed, onBeforeUnmount, onMounted, ref } from 'vue';
import type { ComponentPublicInstance, Ref } from 'vue';
import type { Summary } from '../../entities/board-view.js';

/** Up to here every row is rendered, so that the browser's own search finds it. */
const PLAIN = 60;
const ROW = 53;
const CARD = 150;

/**
 * Which rows to render while the page scrolls, and where. The active row is always among them, so that focus is never
 * lost by scrolling. Heights are measured: text may be enlarged, and cards differ.
 */
export function useVisibleRows(rows: Ref<readonly Summary[]>, activeIndex: Ref<number>, body: Ref<HTMLElement | null>) {
  const offset = ref(0);
  const wide = matchMedia('(width >= 72rem)');
  const isWide = ref(wide.matches);

  const virtualizer = useWindowVirtualizer(computed(() => optionsFor(activeIndex.value)));

  /** Computed anew when the active row changes, so that it is rendered at once, wherever it is. */
  function optionsFor(active: number) {
    return {
      count: rows.value.length,
      estimateSize: () => (isWide.value ? ROW : CARD),
      getItemKey: (index: number) => rows.value[index]?.id ?? index,
      overscan: 8,
      scrollMargin: offset.value,
      rangeExtractor: (range: Range) => {
        if (range.count <= PLAIN) return Array.from({ length: range.count }, (_, index) => index);
        const indexes = defaultRangeExtractor(range);
        if (active >= range.count || indexes.includes(active)) return indexes;
        return [...indexes, active].sort((a, b) => a - b);
      },
    };
  }

  const visible = computed(() =>
    virtualizer.value.getVirtualItems().flatMap(({ index, start }) => {
      const session = rows.value[index];
      return session === undefined ? [] : [{ index, start, session }];
    }),
  );

  function measure(element: Element | ComponentPublicInstance | null): void {
    if (element instanceof HTMLElement) virtualizer.value.measureElement(element);
  }

  function place(): void {
    if (body.value !== null) offset.value = body.value.getBoundingClientRect().top + scrollY;
  }

  function onWidth(): void {
    isWide.value = wide.matches;
    virtualizer.value.measure();
  }

  // Whatever grows or wraps above the rows moves them.
  const observer = new ResizeObserver(place);
  onMounted(() => {
    place();
    observer.observe(document.body);
    wide.addEventListener('change', onWidth);
  });
  onBeforeUnmount(() => {
    observer.disconnect();
    wide.removeEventListener('change', onWidth);
  });

  return {
    visible,
    offset,
    height: computed(() => virtualizer.value.getTotalSize()),
    measure,
  };
}
