import { onBeforeUnmount, onMounted } from 'vue';
import { usePreferencesStore } from '../stores/preferences.js';

/** How long the second key of a pair may take. */
const PAIR_WITHIN = 1_500;

/**
 * Runs `action` at a single key, or at two after each other (`g b`), anywhere but while writing. Can be turned off by the
 * reader (WCAG 2.1.4).
 * @param keys one or two as in KeyboardEvent.key, with a space between
 */
export function useShortcut(keys: string, action: () => void): void {
  const preferences = usePreferencesStore();
  const [first, second] = keys.split(' ');
  let firstAt = -Infinity;
  const listen = (event: KeyboardEvent): void => {
    if (!preferences.singleKeys || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target) || dialogIsOpen()) return;
    const now = event.timeStamp;
    const waited = now - firstAt <= PAIR_WITHIN;
    firstAt = second !== undefined && event.key === first ? now : -Infinity;
    if (second === undefined ? event.key !== first : event.key !== second || !waited) return;
    event.preventDefault();
    action();
  };
  onMounted(() => addEventListener('keydown', listen));
  onBeforeUnmount(() => removeEventListener('keydown', listen));
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type=radio], [type=checkbox]), textarea, select'))
  );
}

function dialogIsOpen(): boolean {
  return document.querySelector('[role=dialog], [role=menu]') !== null;
}
