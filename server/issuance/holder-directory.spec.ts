import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { testConfiguration } from '../pki/test-configuration.spec-support.js';
import { HolderDirectory } from './holder-directory.js';
import { entry } from './real-issuance.spec-support.js';

const folder = testConfiguration();
const path = join(folder.configuration.dataDirectory, '..', 'holders.json');
const { configuration, clear } = testConfiguration({ HOLDER_DIRECTORY: path });
const write = (content: unknown): void => writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
const query = { hsaId: entry.hsaId, personnummer: '', cardNumber: entry.cardNumber };
const other = { ...entry, personnummer: '199001022384', hsaId: 'SE2321000156-1002', cardNumber: '975226900000000002' };

afterAll(() => {
  clear();
  folder.clear();
});

describe('the holder directory', () => {
  it('finds a holder by HSA-id or personnummer, and the card by its number', async () => {
    write([other, entry, { ...entry, cardNumber: '975226900000000003', cardStatus: 'SENT' }]);
    const directory = new HolderDirectory(configuration);
    expect(await directory.find(query)).toEqual({ person: entry, card: entry });
    const byPersonnummer = { hsaId: null, personnummer: entry.personnummer, cardNumber: '975226900000000003' };
    expect((await directory.find(byPersonnummer))?.card?.cardStatus).toBe('SENT');
    expect(await directory.find({ ...query, cardNumber: '975226900000000002' })).toEqual({ person: entry, card: null });
    expect(await directory.find({ ...query, cardNumber: null })).toEqual({ person: entry, card: null });
    expect((await directory.find({ hsaId: other.hsaId, personnummer: '', cardNumber: null }))?.card).toEqual(other);
    expect(await directory.find({ ...query, hsaId: 'SE2321000156-9999' })).toBeNull();
  });

  it('is read again when the file has changed, and kept when the new one is wrong', async () => {
    write([entry]);
    const directory = new HolderDirectory(configuration);
    await directory.onModuleInit();
    expect(directory.isConfigured).toBe(true);
    write([{ ...entry, name: 'Åsa Exempelsson' }]);
    expect((await directory.find(query))?.card?.name).toBe('Åsa Exempelsson');
    write('[');
    expect((await directory.find(query))?.card?.name).toBe('Åsa Exempelsson');
  });

  it('of a whole region is read without holding up the server, and searched at once', async () => {
    const holders = Array.from({ length: 60_000 }, (_, index) => ({
      ...entry,
      hsaId: `SE2321000156-${index}`,
      cardNumber: String(975226900000000000n + BigInt(index)),
    }));
    write(holders);
    const directory = new HolderDirectory(configuration);
    await directory.onModuleInit();
    for (const { hsaId, cardNumber } of holders) {
      expect((await directory.find({ hsaId, personnummer: '', cardNumber }))?.card?.cardNumber).toBe(cardNumber);
      if (hsaId.endsWith('00')) break;
    }
    expect((await directory.find({ hsaId: 'SE2321000156-59999', personnummer: '', cardNumber: null }))?.person.hsaId).toMatch(
      /59999$/,
    );
  });

  it('knows nobody without a file', async () => {
    const directory = new HolderDirectory(folder.configuration);
    await directory.onModuleInit();
    expect([directory.isConfigured, await directory.find(query)]).toEqual([false, null]);
  });

  it.each<[string, unknown, RegExp]>([
    ['not JSON', '{', /it is not JSON/],
    ['no list', { holders: [] }, /the whole: .*array/],
    ['a wrong personnummer', [{ ...entry, personnummer: '199001012383' }], /0\.personnummer: give twelve digits/],
    ['a wrong HSA-id', [entry, { ...other, hsaId: 'HSA-1' }], /1\.hsaId: give an HSA-id/],
    ['a wrong status', [{ ...entry, cardStatus: 'mottaget' }], /0\.cardStatus/],
    ['a card twice', [entry, { ...other, cardNumber: entry.cardNumber }], /entry 1 has the card number of an earlier one/],
  ])('with %s is refused by name, without quoting personal data', async (_, content, message) => {
    write(content);
    const start = new HolderDirectory(configuration).onModuleInit();
    await expect(start).rejects.toThrow(/^HOLDER_DIRECTORY: .*holders\.json can not be used/);
    await expect(start).rejects.toThrow(message);
    await expect(start).rejects.not.toThrow(/Testsson|19900101/);
  });
});
