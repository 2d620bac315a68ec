import { CardError } from './card-error.js';
import { isDuplicateIdRefusal } from './duplicate-id.js';

const token = { serialNumber: '1', label: 'Kort' };
const onToken = [{ token, ckaId: '45', label: 'Gammalt', der: new Uint8Array() }];
const refusal = (functionName: string, fault: 'CARD_ERROR' | 'CARD_MEMORY_FULL') => new CardError(fault, functionName, 0x13, 'x');

describe('a certificate that is refused', () => {
  it('is refused for its CKA_ID when another has the same', () => {
    expect(isDuplicateIdRefusal(refusal('C_CreateObject', 'CARD_ERROR'), '45', onToken)).toBe(true);
  });

  it.each([
    ['no other has it', refusal('C_CreateObject', 'CARD_ERROR'), '46'],
    ['the card is full', refusal('C_CreateObject', 'CARD_MEMORY_FULL'), '45'],
    ['another call failed', refusal('C_FindObjects', 'CARD_ERROR'), '45'],
    ['something else failed', new Error('x'), '45'],
  ])('is refused for something else when %s', (_, error, ckaId) => {
    expect(isDuplicateIdRefusal(error, ckaId, onToken)).toBe(false);
  });
});
