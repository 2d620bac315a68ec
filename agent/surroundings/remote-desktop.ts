type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The remote desktop that this program runs in, as its environment tells: a reader seen there is redirected from another
 * PC, and the connection can break in the middle of card work.
 * @returns its name, or null on a PC of one's own. SSH is no remote desktop: the reader is where the program is.
 */
export function remoteDesktop(environment: Environment, platform: NodeJS.Platform = process.platform): string | null {
  const session = environment['SESSIONNAME'] ?? '';
  // Windows names the session: Console, RDP-Tcp#12, ICA-tcp#3 or ICA-CGP#4 (Citrix), HDX… newer Citrix.
  if (platform === 'win32' && /^RDP/i.test(session)) return `Remote Desktop (${session})`;
  if (platform === 'win32' && /^(ICA|HDX)/i.test(session)) return `Citrix (${session})`;
  if (isSet(environment['XRDP_SESSION'])) return 'xrdp';
  if (isSet(environment['ICA_SESSION_ID']) || isSet(environment['CITRIX_SESSION_ID'])) return 'Citrix';
  if (isSet(environment['X2GO_SESSION'])) return 'X2Go';
  return null;
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
