import { findSecrets } from './secrets.js';

const pin = '428571';
const search = (text: string) => findSecrets([{ name: 'place', text }], [pin]);

describe('the search for secrets', () => {
  test.each([
    ['alone', 'try 428571 now'],
    ['in JSON', '{"value":"428571"}'],
    ['named', 'pin=428571x'],
    ['spaced', '4 2 8 5 7 1'],
    ['in hexadecimal', Buffer.from(pin).toString('hex')],
    ['in base64', Buffer.from(pin).toString('base64')],
    ['as a list of bytes', JSON.stringify([...Buffer.from(pin)])],
    ['as a serialised Buffer', JSON.stringify(Buffer.from(pin))],
    ['in UTF-16', Buffer.from(pin, 'utf16le').toString('latin1')],
  ])('finds a PIN %s', (_, text) => {
    expect(search(`before ${text} after`)).not.toEqual([]);
  });

  test('does not take a part of a longer number for a PIN', () => {
    expect(search('serial 9942857100, 1428571e, a428571b')).toEqual([]);
  });
});
