import type { CardDescription, CertificateDescription, TokenDescription } from './describe-card.js';

/** The card as a person reads it in a terminal. */
export function formatCard({ middleware, readers, tokens, unreadable }: CardDescription): string {
  const lines = [
    `Module   ${middleware.path} (${middleware.source})`,
    `         ${middleware.manufacturer} ${middleware.version}, Cryptoki ${middleware.cryptokiVersion}`,
    `Readers  ${readers.length === 0 ? 'none' : readers.join('; ')}`,
  ];
  for (const bad of unreadable) lines.push(`Problem  ${bad.reader}: ${bad.functionName} 0x${bad.returnValue.toString(16)}`);
  if (tokens.length === 0) lines.push('', 'No card.');
  for (const token of tokens) lines.push('', ...formatToken(token));
  return `${lines.join('\n')}\n`;
}

function formatToken(token: TokenDescription): string[] {
  const keys = token.keys.map(({ ckaId, label, type }) => [ckaId, label, type]);
  return [
    `${token.label}`,
    `  serial ${token.serialNumber} · reader ${token.reader} · ${token.manufacturer} ${token.model}`.trimEnd(),
    `  flags  ${token.flags.map((flag) => flag.replace('CKF_', '').toLowerCase()).join(', ')}`,
    '',
    ...(keys.length === 0 ? ['  no keys shown without a login (--pin1, --pin2)'] : formatTable(['Key', 'Label', 'Type'], keys)),
    '',
    ...formatCertificates(token.certificates),
  ];
}

function formatCertificates(certificates: readonly CertificateDescription[]): string[] {
  if (certificates.length === 0) return ['  no certificates'];
  const head = ['Key', 'Label', 'Issuer', 'Serial number', 'Usage', 'Valid', 'Matches key'];
  const rows = certificates.map((one) => [
    one.ckaId,
    one.label,
    commonName(one.issuer),
    one.serialNumber,
    one.keyUsage.join(', '),
    `${one.notBefore.slice(0, 10)} – ${one.notAfter.slice(0, 10)}`,
    one.matchesKey === null ? 'unknown' : one.matchesKey ? 'yes' : 'NO',
  ]);
  const subjects = [...new Set(certificates.map(({ subject }) => subject))].map((subject) => `  ${subject}`);
  return [...formatTable(head, rows), '', '  Subjects', ...subjects];
}

function commonName(name: string): string {
  return /(?:^|, )CN=((?:\\,|[^,])*)/.exec(name)?.[1] ?? name;
}

function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd();
  return [line(head), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)];
}
