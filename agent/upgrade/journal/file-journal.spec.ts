import fc from 'fast-check';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileJournal } from './file-journal.js';
import type { CardChange } from './journal.js';
import { decodeJournal, encodeRecord, type JournalRecord } from './records.js';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kortlots-journal-'));
  path = join(folder, 'journal.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const token = { serialNumber: '0001', label: 'Kort (Legitimering)' };
const write = (profile: string): CardChange => ({
  change: 'WRITE_CERTIFICATE',
  token,
  profile,
  ckaId: '45',
  sha256: profile,
  label: null,
  der: null,
});
const make = (ckaId: string): CardChange => ({ ...write('HSA_AUTHENTICATION'), change: 'GENERATE_KEY', ckaId, sha256: null });
const remove = (sha256: string): CardChange => ({
  ...write('x'),
  change: 'REMOVE_CERTIFICATE',
  profile: null,
  sha256,
  label: 'Legitimering',
  der: Buffer.from(sha256).toString('base64'),
});

/** Does the changes, and ends as a killed process does: without a word. */
function after(work: (journal: FileJournal) => void): FileJournal {
  const journal = new FileJournal(path);
  work(journal);
  journal.close();
  return new FileJournal(path);
}

describe('the journal', () => {
  it('says after a crash which change may be half done, and is readable by its owner alone', () => {
    const next = after((journal) => {
      journal.before(write('HSA_AUTHENTICATION'));
      journal.after(write('HSA_AUTHENTICATION'));
      journal.before(write('PERSON_AUTHENTICATION'));
    });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(next.unfinished()).toEqual([write('PERSON_AUTHENTICATION')]);
    expect(next.takeSetAside()).toBeNull();
  });

  it('has each line on disk before the card is touched', () => {
    const journal = new FileJournal(path);
    journal.before(write('HSA_AUTHENTICATION'));
    expect(new FileJournal(path).unfinished()).toEqual([write('HSA_AUTHENTICATION')]);
    journal.close();
  });

  it('cuts off what a crash left of a last line, and goes on behind the whole ones', () => {
    after((journal) => journal.before(write('HSA_AUTHENTICATION')));
    appendFileSync(path, encodeRecord({ kind: 'CHANGE', at: '', phase: 'BEFORE', ...write('LOST') }).slice(0, 40));
    const next = new FileJournal(path);
    expect(next.unfinished()).toEqual([write('HSA_AUTHENTICATION')]);
    next.after(write('HSA_AUTHENTICATION'));
    next.close();
    const third = new FileJournal(path);
    expect([third.unfinished(), third.takeSetAside()]).toEqual([[], null]);
  });

  it.each([5, 9, 15, 40])('cut off in its very first line (%i bytes) is no damaged journal, and is begun anew', (bytes) => {
    after((journal) => journal.before(write('HSA_AUTHENTICATION')));
    writeFileSync(path, readFileSync(path).subarray(0, bytes));
    const next = new FileJournal(path);
    expect([next.unfinished(), next.takeSetAside()]).toEqual([[], null]);
    next.before(write('HSA_SIGNATURE'));
    next.close();
    expect(new FileJournal(path).unfinished()).toEqual([write('HSA_SIGNATURE')]);
  });

  it.each([
    ['damaged inside', (text: string) => text.replace('PERSON', 'PERS0N')],
    ['of another program', () => '{"some":"thing"}\n{"some":"thing"}\n'],
    ['of a version to come', (text: string) => text.replace('"format":2', '"format":3')],
    ['empty of sense', () => '\0'.repeat(512)],
  ])('%s: kept under another name, reported once, and begun anew', (_, damage) => {
    after((journal) => {
      journal.before(write('HSA_AUTHENTICATION'));
      journal.before(write('PERSON_AUTHENTICATION'));
      journal.after(write('HSA_AUTHENTICATION'));
    });
    const damaged = damage(readFileSync(path, 'utf8'));
    writeFileSync(path, damaged);
    const next = new FileJournal(path);
    expect(next.unfinished()).toEqual([]);
    const kept = next.takeSetAside();
    expect(kept).toContain('set-aside');
    expect(readFileSync(kept ?? '', 'utf8')).toBe(damaged);
    expect(next.takeSetAside()).toBeNull();
    next.before(write('HSA_SIGNATURE'));
    next.close();
    expect(new FileJournal(path).unfinished()).toEqual([write('HSA_SIGNATURE')]);
  });

  it('knows its own keys until they are proven or removed', () => {
    const next = after((journal) => {
      for (const ckaId of ['01', '02', '03']) journal.before(make(ckaId));
      journal.after(make('01'));
      journal.proven({ token, ckaId: '01', sha256: 'aa' });
      journal.before({ ...make('02'), change: 'REMOVE_KEY' });
      journal.after({ ...make('02'), change: 'REMOVE_KEY' });
    });
    expect(next.unprovenKeys(token)).toEqual(['03']);
    expect(next.unprovenKeys({ ...token, serialNumber: '0002' })).toEqual([]);
    expect([next.isProven(token, '01'), next.isProven(token, '03')]).toEqual([true, false]);
  });

  it('keeps what was removed, with its bytes, until it is put back', () => {
    const next = after((journal) => {
      for (const name of ['one', 'two']) {
        journal.before(remove(name));
        journal.after(remove(name));
      }
      journal.before(write('one'));
      journal.after(write('one'));
    });
    expect(next.removedFrom(token)).toEqual([{ token, ckaId: '45', label: 'Legitimering', der: Buffer.from('two') }]);
  });

  it('is condensed between two sessions to what later ones need', () => {
    const journal = new FileJournal(path);
    for (let count = 0; count < 50; count += 1) {
      journal.before(write(`profile ${count}`));
      journal.after(write(`profile ${count}`));
    }
    journal.before(make('03'));
    journal.before(remove('two'));
    journal.after(remove('two'));
    journal.proven({ token, ckaId: '01', sha256: 'aa' });
    const size = statSync(path).size;
    journal.condense();
    journal.after(make('03'));
    journal.close();
    expect(statSync(path).size).toBeLessThan(size / 4);
    expect(readdirSync(folder)).toEqual(['journal.jsonl']);
    const next = new FileJournal(path);
    expect([next.unfinished(), next.unprovenKeys(token), next.isProven(token, '01')]).toEqual([[], ['03'], true]);
    expect(next.removedFrom(token)).toHaveLength(1);
  });

  it('is not made where nothing was changed', () => {
    const journal = new FileJournal(path);
    journal.condense();
    expect([journal.unfinished(), readdirSync(folder)]).toEqual([[], []]);
  });
});

const changes = fc.record({
  kind: fc.constant('CHANGE' as const),
  at: fc.constant('2026-11-24T12:00:00.000Z'),
  phase: fc.constantFrom('BEFORE' as const, 'AFTER' as const),
  change: fc.constantFrom('GENERATE_KEY' as const, 'WRITE_CERTIFICATE' as const, 'REMOVE_CERTIFICATE' as const),
  token: fc.record({ serialNumber: fc.string(), label: fc.string() }),
  profile: fc.option(fc.string()),
  ckaId: fc.string(),
  sha256: fc.option(fc.string()),
  label: fc.option(fc.string()),
  der: fc.option(fc.base64String()),
});
const header: JournalRecord = { kind: 'JOURNAL', at: '2026-11-24T12:00:00.000Z', format: 2 };
const bytesOf = (records: readonly JournalRecord[]) => Buffer.from(records.map(encodeRecord).join(''));

describe('any journal', () => {
  it('cut off anywhere gives every record that was whole, and no other', () => {
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 12 }), fc.nat(), (records, cut) => {
        const all = [header, ...records];
        const bytes = bytesOf(all);
        const length = cut % (bytes.length + 1);
        const whole = all.filter((_, index) => bytesOf(all.slice(0, index + 1)).length <= length);
        const content = decodeJournal(bytes.subarray(0, length));
        // Without a whole header it is no journal, unless it is empty.
        if (whole.length === 0) expect(content?.records ?? []).toEqual([]);
        else expect(content).toEqual({ records: whole, wholeBytes: bytesOf(whole).length });
      }),
    );
  });

  it('with any byte changed is refused, or loses its last line and no more', () => {
    fc.assert(
      fc.property(
        fc.array(changes, { minLength: 1, maxLength: 8 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (records, at, by) => {
          const all = [header, ...records];
          const bytes = bytesOf(all);
          const place = at % bytes.length;
          bytes[place] = (bytes[place] ?? 0) ^ by;
          const content = decodeJournal(bytes);
          if (content !== null) expect(content.records).toEqual(all.slice(0, -1));
        },
      ),
    );
  });

  it('in any order, and written anew in the middle, says the same in the end', () => {
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 20 }), fc.nat(20), (records, middle) => {
        const [plain, condensed] = ['plain', 'condensed'].map((name) => new FileJournal(join(folder, `${name}.jsonl`)));
        for (const [index, { kind: _kind, at: _at, phase, ...change }] of records
          .flatMap((record) => (record.kind === 'CHANGE' ? [record] : []))
          .entries()) {
          for (const journal of [plain, condensed]) journal?.[phase === 'BEFORE' ? 'before' : 'after'](change);
          if (index === middle) condensed?.condense();
        }
        const tokens = records.flatMap((record) => ('token' in record ? [record.token] : []));
        for (const one of tokens) {
          expect(new Set(condensed?.unprovenKeys(one))).toEqual(new Set(plain?.unprovenKeys(one)));
          expect(
            condensed
              ?.removedFrom(one)
              .map(({ der }) => Buffer.from(der).toString('hex'))
              .toSorted(),
          ).toEqual(
            plain
              ?.removedFrom(one)
              .map(({ der }) => Buffer.from(der).toString('hex'))
              .toSorted(),
          );
        }
        for (const journal of [plain, condensed]) journal?.close();
        for (const name of readdirSync(folder)) rmSync(join(folder, name));
      }),
      { numRuns: 40 },
    );
  });
});
