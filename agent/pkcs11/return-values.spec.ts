import pkcs11js from 'pkcs11js';
import { describeReturnValue, faultOf } from './return-values.js';

const named = Object.entries(pkcs11js).filter(
  (entry): entry is [string, number] => entry[0].startsWith('CKR_') && typeof entry[1] === 'number' && entry[1] !== 0,
);

describe('return values of PKCS#11', () => {
  it('are all known by the name that pkcs11js has for them, and none of them is unknown', () => {
    expect(named.length).toBeGreaterThan(80);
    for (const [name, value] of named) {
      expect(describeReturnValue(value)).toBe(`${name} (0x${value.toString(16)})`);
      expect([name, faultOf({ functionName: 'C_Sign', returnValue: value })]).not.toEqual([name, 'UNKNOWN']);
    }
  });

  it.each([
    ['C_Login', 'USER', 0xa0, 'PIN_WRONG'],
    ['C_Login', 'CONTEXT', 0xa0, 'PIN_WRONG'],
    ['C_Login', 'SO', 0xa0, 'PUK_WRONG'],
    ['C_Login', 'USER', 0xa3, 'PIN_EXPIRED'],
    ['C_Login', 'USER', 0xa4, 'PIN_LOCKED'],
    ['C_Login', 'SO', 0xa4, 'PUK_LOCKED'],
    ['C_Login', 'SO', 0xa2, 'PUK_MALFORMED'],
    ['C_Login', 'SO', 0x103, 'PIN_CHANGE_UNSUPPORTED'],
    ['C_Login', 'SO', 0x54, 'PIN_CHANGE_UNSUPPORTED'],
    ['C_Login', 'USER', 0x200, 'PIN_CANCELLED'],
    ['C_Login', 'USER', 0x50, 'PIN_CANCELLED'],
    ['C_Login', 'USER', 0x1, 'PIN_CANCELLED'],
    ['C_SetPIN', null, 0xa0, 'PIN_WRONG'],
    ['C_SetPIN', null, 0xa4, 'PIN_LOCKED'],
    ['C_SetPIN', null, 0xa1, 'PIN_MALFORMED'],
    ['C_SetPIN', null, 0x1b8, 'PIN_MALFORMED'],
    ['C_SetPIN', null, 0x54, 'PIN_CHANGE_UNSUPPORTED'],
    ['C_InitPIN', null, 0x200, 'PIN_CHANGE_UNSUPPORTED'],
    ['C_GenerateKeyPair', null, 0x62, 'KEY_UNSUPPORTED'],
    ['C_GenerateKeyPair', null, 0x70, 'KEY_UNSUPPORTED'],
    ['C_GenerateKeyPair', null, 0x140, 'KEY_UNSUPPORTED'],
    ['C_GenerateKeyPair', null, 0x54, 'KEY_UNSUPPORTED'],
    ['C_CreateObject', null, 0x31, 'CARD_MEMORY_FULL'],
    ['C_CreateObject', null, 0x13, 'CARD_ERROR'],
    ['C_OpenSession', null, 0xe2, 'CARD_READ_ONLY'],
  ] as const)('%s as %s: %i is %s', (functionName, user, returnValue, fault) => {
    expect(faultOf({ functionName, returnValue, user })).toBe(fault);
  });

  it('of a vendor, or of a version to come, are unknown and keep their number', () => {
    expect(faultOf({ functionName: 'C_Login', returnValue: 0x8000_0011, user: 'USER' })).toBe('UNKNOWN');
    expect(describeReturnValue(0x8000_0011)).toBe('CKR_VENDOR_DEFINED (0x80000011)');
    expect(faultOf({ functionName: 'C_Sign', returnValue: 0x2ff })).toBe('UNKNOWN');
    expect(describeReturnValue(0x2ff)).toBe('0x2ff');
  });
});
