import { homedir } from 'node:os';
import { join } from 'node:path';

/** The system's folder for a user's own data. */
export function defaultDataFolder(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Kortlots');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Kortlots');
  return join(environment['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'kortlots');
}
