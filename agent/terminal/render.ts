import type { Language } from '../generated/graphql.js';
import type { GuideScreen, GuideState } from '../guide/state.js';
import { fill, surroundingTexts } from '../guide/texts/index.js';
import { steps } from '../upgrade/state-table.js';

const widest = 80;

/** Breaks the text between words; what follows the first line is indented as far as the sign that begins it. */
export function wrap(text: string, columns: number, mark = ''): string[] {
  const width = Math.max(20, Math.min(columns, widest) - mark.length);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.map((part, index) => (index === 0 ? mark : ' '.repeat(mark.length)) + part);
}

const marks: Record<GuideScreen['paragraphKinds'][number], string> = {
  PROBLEM: '! ',
  LEAD: '',
  HEADING: '',
  ITEM: '- ',
  TERM: '| ',
};

/** The screen as lines: where in the seven steps it is, what it says, what must not be done. */
export function screenLines(screen: GuideScreen, columns: number): string[] {
  const texts = surroundingTexts[screen.language];
  const rule = '-'.repeat(Math.min(columns, widest));
  const number = steps.indexOf(screen.step) + 1;
  const lines = ['', rule, `${fill(texts.stepOf, { n: number })} - ${texts.step[screen.step]}`, ''];
  lines.push(...wrap(screen.title.toUpperCase(), columns), '');
  if (typeof screen.warning === 'string') lines.push(...wrap(screen.warning, columns, '*** '), '');
  screen.paragraphs.forEach((text, index) => {
    const kind = screen.paragraphKinds[index] ?? 'LEAD';
    if (kind === 'HEADING' && lines.at(-1) !== '') lines.push('');
    lines.push(...wrap(text, columns, marks[kind]));
    const isListed = kind === 'ITEM' && screen.paragraphKinds[index + 1] === 'ITEM';
    if (!isListed && kind !== 'HEADING') lines.push('');
  });
  return lines;
}

/** One line for each change in the work, such as `[######..........] 6 av 16 delar klara`. */
export function progressLines(screen: GuideScreen, columns: number): string[] {
  if (typeof screen.progressLabel !== 'string' || screen.kind === 'DONE' || screen.kind === 'PIN') return [];
  const { progressDone: done, progressTotal: total, progressLabel } = screen;
  const bar = total === 0 ? '' : `[${'#'.repeat(done)}${'.'.repeat(Math.max(0, total - done))}] `;
  return wrap(`${bar}${progressLabel}`, columns);
}

/** `BCDF 2345`, and the words that spell it. */
export function pairingLines(code: string, language: Language, columns: number): string[] {
  const texts = surroundingTexts[language];
  const spelled = [...code].map((symbol) => texts.spelling[symbol] ?? symbol);
  return [
    '',
    `${texts.code.heading}: ${code.replace(/^(.{4})/, '$1 ')}`,
    `  ${spelled.slice(0, 4).join(' ')}, ${spelled.slice(4).join(' ')}`,
    ...wrap(texts.code.lead, columns, '  '),
  ];
}

/** Who began and who stopped watching between two states. */
export function watcherLines(before: GuideState['watchers'], now: GuideState['watchers'], language: Language): string[] {
  const { watchers } = surroundingTexts[language];
  const isIn = (list: GuideState['watchers'], name: string): boolean => list.some((one) => one.name === name);
  return [
    ...now
      .filter(({ name }) => !isIn(before, name))
      .map(({ name, desk }) => `(o) ${fill(watchers.joined, { name: fill(watchers.one, { name, desk }) })} ${watchers.limits}`),
    ...before.filter(({ name }) => !isIn(now, name)).map(({ name }) => `( ) ${fill(watchers.left, { name })}`),
  ];
}
