import { LONGEST_TEXT, maskedText } from './clipped.js';

const personnummer = '199001012385';

test('wherever the cut falls, no part of a personnummer is left that the mask would hide', () => {
  for (let before = LONGEST_TEXT - 20; before <= LONGEST_TEXT; before += 1) {
    const text = maskedText.parse(`${'\0'.repeat(50)}${'x'.repeat(before - 1)} ${personnummer} y`);
    expect(text.length).toBeLessThanOrEqual(LONGEST_TEXT);
    expect(text).not.toMatch(/199001012/);
  }
});
