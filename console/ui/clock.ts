import { onScopeDispose, ref } from 'vue';
import type { Ref } from 'vue';

const now = ref(Date.now());
let readers = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/**
 * The time, renewed once a second while somebody shows it: one timer for all, and only the small components that show a
 * duration render again. Milliseconds since the epoch.
 */
export function useClock(): Readonly<Ref<number>> {
  readers += 1;
  if (readers === 1) {
    now.value = Date.now();
    timer = setInterval(() => (now.value = Date.now()), 1_000);
  }
  onScopeDispose(() => {
    readers -= 1;
    if (readers === 0) clearInterval(timer);
  });
  return now;
}
