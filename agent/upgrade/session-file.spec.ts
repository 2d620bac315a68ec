import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SessionFile, type StoredSession } from './session-file.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'kortlots-files-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the session file', () => {
  const session: StoredSession = {
    format: 1,
    server: 'https://kortlots.example',
    requestId: '7d4f1a4e-7a53-4d0c-9a5b-0f3f4f0f6c11',
    sessionId: null,
    token: null,
    card: null,
  };

  it('is read back as written, by its owner alone, and leaves nothing beside it', () => {
    const path = join(folder, 'session.json');
    const file = new SessionFile(path);
    expect(file.read()).toBeNull();
    file.write(session);
    file.write({ ...session, token: 'secret' });
    expect(file.read()).toEqual({ ...session, token: 'secret' });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['session.json']);
    file.clear();
    expect(file.read()).toBeNull();
  });

  it.each(['', '{"format":1', '{"format":2}', JSON.stringify({ ...session, requestId: 'x' })])('%j is no session', (text) => {
    const path = join(folder, 'session.json');
    writeFileSync(path, text);
    expect(new SessionFile(path).read()).toBeNull();
  });
});
