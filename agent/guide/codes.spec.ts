import { faultOfCodes, fieldOfFault, isDigits, type CodeFault } from './codes.js';

const codes = (current: string, next: string, repeat = next) => ({ current, new: next, repeat });

it('takes digits of the right number, and no others', () => {
  expect(isDigits('482915', 6)).toBe(true);
  for (const wrong of ['', '48291', '4829155', '48 915', '48291a', '４８２９１５', '-82915', '4e2915'])
    expect({ wrong, taken: isDigits(wrong, 6) }).toEqual({ wrong, taken: false });
});

it.each<[ReturnType<typeof codes>, 'puk' | 'old', CodeFault | null]>([
  [codes('83746152', '482915'), 'puk', null],
  [codes('736251', '482915'), 'old', null],
  [codes('8374615', '482915'), 'puk', 'PUK_MALFORMED'],
  [codes('736251', '482915'), 'puk', 'PUK_MALFORMED'],
  [codes('83746152', '482915'), 'old', 'OLD_MALFORMED'],
  [codes('736251', '48291'), 'old', 'NEW_MALFORMED'],
  [codes('736251', '736251'), 'old', 'SAME_AS_OLD'],
  [codes('736251', '482915', '482916'), 'old', 'REPEAT_DIFFERS'],
  [codes('736251', '482915', ''), 'old', 'REPEAT_DIFFERS'],
  // The first field that is wrong is the one that is named.
  [codes('', '', ''), 'puk', 'PUK_MALFORMED'],
  [codes('736251', '', 'x'), 'old', 'NEW_MALFORMED'],
])('judges %j with %s', (typed, asked, fault) => {
  expect(faultOfCodes(asked, typed)).toBe(fault);
});

it.each(['000000', '999999', '123456', '456789', '654321', '987654'])('refuses %s, which anybody would try', (simple) => {
  expect(faultOfCodes('puk', codes('83746152', simple))).toBe('TOO_SIMPLE');
});

it.each(['121212', '123457', '112233', '890123', '135791'])('leaves %s to the cardholder', (pin) => {
  expect(faultOfCodes('puk', codes('83746152', pin))).toBeNull();
});

it('names a field of the screen for each fault', () => {
  expect(Object.values(fieldOfFault).every((field) => ['puk', 'old', 'new'].includes(field))).toBe(true);
});
