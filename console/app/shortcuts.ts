import { onBeforeUnmount, onMounted } from 'vue';
import { usePreferencesStore } from '../stores/preferences.js';

/**
 * Runs `action` at a single key, anywhere but while writing. Can be turned off by the reader (WCAG 2.1.4).
 * @param key as in KeyboardEvent.key
 */
export function useShortcut(key: string, action: () => void): void {
  const preferences = usePreferencesStore();
  const listen = (event: KeyboardEvent): void => {
    if (!preferences.singleKeys || event.key !== key || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target) || dialogIsOpen()) return;
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
