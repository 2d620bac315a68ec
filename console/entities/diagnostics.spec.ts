import { describe, expect, it } from '@jest/globals';
import { eventOfFault } from './current-fault.js';
import { diagnosticsText } from './diagnostics.js';
import { showReturnValue } from './return-value.js';
import { card, certificate, details, event, holder } from '../spec-support/samples.js';

const raised = event(3, 'FAULT_RAISED', { faultCode: 'PIN_WRONG', functionName: 'C_Login', returnValue: 0xa0, triesLeft: 2 });
const onPersonnummer = certificate({ subject: 'serialNumber=198001012383, CN=Märta Testsson' });
const session = details({
  summary: { holder, faultCode: 'PIN_WRONG' },
  cardNow: card([certificate(), onPersonnummer], ['CKF_USER_PIN_COUNT_LOW']),
});

describe('diagnostics for IT', () => {
  const text = diagnosticsText(session, [event(1, 'SESSION_OPENED'), event(2, 'SCREEN_SHOWN'), raised]);

  it('hold what IT asks for', () => {
    for (const part of [
      'Net iD Enterprise 6.8',
      'iidp11.dll',
      'Cryptoki 2.11',
      'Alcor Micro AU9560 00 00',
      'CKF_USER_PIN_COUNT_LOW',
      'TEST SITHS Type 1 CA v1',
      'Fault: PIN_WRONG; C_Login; 0x000000A0 CKR_PIN_INCORRECT; tries left 2',
      '3 2026-11-24T08:00:03.000Z FAULT_RAISED PIN_WRONG',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('SCREEN_SHOWN');
  });

  it('name no person', () => {
    for (const secret of [holder.name, holder.hsaId, 'Märta', '19800101', '2383']) expect(text).not.toContain(secret);
  });

  it('say what is missing', () => {
    const bare = diagnosticsText(details({ middleware: null, readers: [] }), []);
    for (const part of ['Middleware: none found', 'Readers: none', 'Card: none seen', 'Fault: none'])
      expect(bare).toContain(part);
  });
});

describe('the event of the current fault', () => {
  it('is the last that raised it', () => {
    const again = { ...raised, number: 9, triesLeft: 1 };
    expect(eventOfFault('PIN_WRONG', [raised, event(4, 'PIN_REQUESTED'), again, event(10, 'STAFF_JOINED')])).toBe(again);
    expect(eventOfFault('CARD_REMOVED', [raised])).toBeNull();
  });
});

describe('a return value', () => {
  it('is shown in hexadecimal, with its name where it is known', () => {
    expect(showReturnValue(0x32)).toBe('0x00000032 CKR_DEVICE_REMOVED');
    expect(showReturnValue(0x80000001)).toBe('0x80000001');
    expect(showReturnValue(-2147483647)).toBe('0x80000001');
  });
});
