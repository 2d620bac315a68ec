import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const newToken = (): string => randomBytes(32).toString('base64url');
const digest = (token: string): Buffer => createHash('sha256').update(token).digest();
/** Compared as digests, so that neither length nor first difference shows in the time it takes. */
const equal = (a: Buffer, b: string): boolean => timingSafeEqual(a, digest(b));

/** More pages than anybody has open; the oldest is forgotten. */
const mostPages = 8;

/**
 * Who may talk to the local server. The address that is printed holds a link token in its fragment; it opens one page,
 * once, and is exchanged for a page token that lives in that page's tab. An address found later in a history or a log
 * opens nothing.
 */
export class PageTokens {
  #link: string | null = newToken();
  readonly #pages: Buffer[] = [];

  /** The token for the address; a new one after the last was used. */
  get link(): string {
    this.#link ??= newToken();
    return this.#link;
  }

  /** @returns the page's own token; null when the link token is wrong or was used. */
  exchange(linkToken: string): string | null {
    if (this.#link === null || !equal(digest(this.#link), linkToken)) return null;
    this.#link = null;
    const page = newToken();
    this.#pages.push(digest(page));
    if (this.#pages.length > mostPages) this.#pages.shift();
    return page;
  }

  isPage(pageToken: string): boolean {
    let known = false;
    for (const page of this.#pages) known = equal(page, pageToken) || known;
    return known;
  }
}
