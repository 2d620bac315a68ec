import { z } from 'zod';

const key = 'kortlots-page';
const answer = z.object({ token: z.string().min(1) });

/** The one thing this page keeps, in this tab alone: who it is to the agent. */
export function storedToken(): string | null {
  return sessionStorage.getItem(key);
}

export function forgetToken(): void {
  sessionStorage.removeItem(key);
}

/** The link's token from the address, taken out of it: it is not left in the history. */
function takeLinkToken(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('t');
  if (location.hash !== '') history.replaceState(null, '', location.pathname);
  return token;
}

/**
 * The token to talk to the agent with: exchanged for the link's on the first visit, kept over a reload.
 * @returns null when the link was used already and this tab has no token.
 * @throws TypeError when the agent is not there.
 */
export async function pageToken(): Promise<string | null> {
  const link = takeLinkToken();
  if (link === null) return storedToken();
  const response = await fetch('/api/page', {
    method: 'POST',
    headers: { authorization: `Bearer ${link}`, 'content-type': 'application/json' },
    body: '{}',
  });
  if (!response.ok) return storedToken();
  const { token } = answer.parse(await response.json());
  sessionStorage.setItem(key, token);
  return token;
}
