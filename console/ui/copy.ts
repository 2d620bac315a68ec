import { onScopeDispose, ref } from 'vue';

const SHOWN_FOR = 2_500;

export type CopyOutcome = 'copied' | 'failed';

/** Copies text, and holds for a moment whether it worked, so that a button can show it. */
export function useCopy() {
  const outcome = ref<CopyOutcome | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function copy(text: string): Promise<void> {
    outcome.value = await write(text);
    clearTimeout(timer);
    timer = setTimeout(() => (outcome.value = null), SHOWN_FOR);
  }

  onScopeDispose(() => clearTimeout(timer));
  return { outcome, copy };
}

async function write(text: string): Promise<CopyOutcome> {
  // Without a secure context there is no clipboard at all.
  if (!('clipboard' in navigator)) return 'failed';
  try {
    await navigator.clipboard.writeText(text);
    return 'copied';
  } catch {
    return 'failed';
  }
}
