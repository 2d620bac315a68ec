/** What a key means here. Whatever else comes, such as arrows and pasted control sequences, means nothing. */
export type Key =
  | { readonly kind: 'digit'; readonly digit: string }
  | { readonly kind: 'enter' | 'erase' | 'escape' | 'interrupt' | 'language' | 'check' | 'other' };

const single: Readonly<Record<string, Key['kind']>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\u007f': 'erase',
  '\b': 'erase',
  '\u0003': 'interrupt',
  l: 'language',
  L: 'language',
  x: 'check',
  X: 'check',
};

/** Splits what a raw terminal sent at once into keys. A sequence that begins with Esc is one key, and none of ours. */
export function readKeys(chunk: string): Key[] {
  if (chunk === '\u001b') return [{ kind: 'escape' }];
  if (chunk.startsWith('\u001b')) return [{ kind: 'other' }];
  return [...chunk].map((sign): Key => {
    if (/^[0-9]$/.test(sign)) return { kind: 'digit', digit: sign };
    const kind = single[sign] ?? 'other';
    return kind === 'digit' ? { kind: 'other' } : { kind };
  });
}
