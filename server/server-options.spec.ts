import { UsageError, wantsHelp } from './server-options.js';

it('knows --help and nothing else', () => {
  expect(wantsHelp([])).toBe(false);
  expect(wantsHelp(['--help'])).toBe(true);
  for (const wrong of [['--port', '1'], ['start']]) expect(() => wantsHelp(wrong)).toThrow(UsageError);
});
