import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { defaultDataFolder } from './data-folder.js';
import { readOptions, usage, UsageError, type AgentOptions } from './options.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'kortlots-options-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Without the configuration file of whoever runs the tests. */
const noFile = { KORTLOTS_AGENT_CONFIG: join(tmpdir(), 'no-such-folder', 'agent.json') };
function read(args: readonly string[], environment: Record<string, string> = {}): AgentOptions {
  const options = readOptions(args, { ...noFile, ...environment });
  if (options === 'help') throw new Error('help was not asked for');
  return options;
}

describe('options of the agent', () => {
  it('have defaults', () => {
    expect(read([])).toEqual({
      server: 'http://127.0.0.1:4000',
      module: null,
      dataFolder: resolve(defaultDataFolder({})),
      language: 'SV',
      guidePort: null,
      terminal: false,
      browser: true,
      jsonStatus: false,
      cardDeadline: null,
    });
  });

  it('are taken from the command line before the environment, and from there before the file', () => {
    const file = join(folder, 'agent.json');
    writeFileSync(file, JSON.stringify({ server: 'https://file.example' }));
    const environment = { KORTLOTS_AGENT_CONFIG: file, KORTLOTS_SERVER: '', KORTLOTS_AGENT_DATA: '/there' };
    expect(read([], environment)).toMatchObject({ server: 'https://file.example', dataFolder: resolve('/there') });
    const both = { ...environment, KORTLOTS_SERVER: 'https://environment.example/' };
    expect(read([], both).server).toBe('https://environment.example');
    const args = ['--server', 'https://option.example:8443', '--data-dir', 'here', '--module', '/m.so'];
    expect(read(args, both)).toMatchObject({
      server: 'https://option.example:8443',
      dataFolder: resolve('here'),
      module: '/m.so',
    });
  });

  it('say what they mean', () => {
    expect(read(['--language', 'en', '--guide-port', '4010', '--no-browser', '--json-status'])).toMatchObject({
      language: 'EN',
      guidePort: 4010,
      browser: false,
      jsonStatus: true,
      cardDeadline: null,
    });
    expect(read(['--terminal'])).toMatchObject({ terminal: true, browser: false });
    expect(readOptions(['--help'], noFile)).toBe('help');
    for (const name of [
      '--server',
      '--module',
      '--data-dir',
      '--language',
      '--guide-port',
      '--terminal',
      '--no-browser',
      '--json-status',
    ])
      expect(usage).toContain(name);
  });

  it.each([
    [['--sever', 'x'], '--sever'],
    [['--server', 'kortlots'], '--server "kortlots"'],
    [['--server', 'ftp://kortlots.example'], '--server "ftp://kortlots.example"'],
    [['--server', 'https://kortlots.example/path'], 'nothing after it'],
    [['--server', 'https://user:word@kortlots.example'], 'nothing after it'],
    [['--module', ''], '--module is empty'],
    [['--data-dir', ''], '--data-dir is empty'],
    [['--language', 'fi'], '--language "fi": give sv or en'],
    [['--guide-port', '0'], '--guide-port "0"'],
    [['--guide-port', '70000'], '--guide-port "70000"'],
    [['--guide-port', '1e3'], '--guide-port "1e3"'],
    [['--terminal', '--guide-port', '4010'], '--guide-port goes with the local page'],
    [['one'], 'one'],
  ])('%j is refused, and says why', (args, message) => {
    expect(() => read(args)).toThrow(UsageError);
    expect(() => read(args)).toThrow(message);
  });

  it('a wrong variable is named', () => {
    expect(() => read([], { KORTLOTS_SERVER: 'nowhere' })).toThrow('KORTLOTS_SERVER "nowhere"');
  });
});

describe('the data folder', () => {
  it("is the system's for a user's own data", () => {
    expect(defaultDataFolder({}, 'linux', '/home/a')).toBe('/home/a/.local/share/kortlots');
    expect(defaultDataFolder({ XDG_DATA_HOME: '/data' }, 'linux', '/home/a')).toBe('/data/kortlots');
    expect(defaultDataFolder({}, 'darwin', '/Users/a')).toBe('/Users/a/Library/Application Support/Kortlots');
    expect(defaultDataFolder({ LOCALAPPDATA: '/local' }, 'win32', '/u')).toBe('/local/Kortlots');
    expect(defaultDataFolder({}, 'linux')).toContain(homedir());
  });
});
