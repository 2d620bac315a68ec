/**
 * Every form in which a PIN could lie about. Six digits also turn up by chance inside serial numbers, hashes and
 * timestamps, so the plain form counts only when it stands alone; the longer encodings count anywhere.
 */
function formsOf(secret: string): RegExp[] {
  const bytes = Buffer.from(secret);
  const spaced = [...secret].join('[ \\-.]');
  const lists = [...bytes].join(',\\s*');
  return [
    new RegExp(`(?<![0-9A-Za-z+/_=-])${secret}(?![0-9A-Za-z+/_=-])`),
    new RegExp(`(?:pin|code|kod)["':= ]*${secret}`, 'i'),
    new RegExp(spaced),
    new RegExp(bytes.toString('hex'), 'i'),
    new RegExp(bytes.toString('base64').replace(/=+$/, '').replace(/[+/]/g, '\\$&')),
    new RegExp(lists),
    // Little-endian UTF-16, as it looks in a file that is read byte by byte.
    new RegExp([...secret].join('\\x00')),
  ];
}

export interface Place {
  readonly name: string;
  readonly text: string;
}

/** @returns the names of the places where a secret lies, with the surroundings of its first appearance */
export function findSecrets(places: readonly Place[], secrets: readonly string[]): string[] {
  return places.flatMap(({ name, text }) =>
    secrets.flatMap((secret) =>
      formsOf(secret).flatMap((form) => {
        const match = form.exec(text);
        return match === null ? [] : [`${name}: …${text.slice(Math.max(0, match.index - 40), match.index + 40)}…`];
      }),
    ),
  );
}
