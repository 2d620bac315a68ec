/**
 * A page that can reach real servers: jsdom with Node's fetch, on the address that a test gives with `visit(url)`. Packages are
 * resolved as in Node, so that the same test can run a server.
 */
import { TestEnvironment } from 'jest-environment-jsdom';

export default class PageEnvironment extends TestEnvironment {
  /** @override */
  exportConditions() {
    return ['node', 'node-addons'];
  }

  /** @override */
  async setup() {
    await super.setup();
    const page = this.global;
    Object.assign(page, {
      AbortController,
      AbortSignal,
      Headers,
      Request,
      Response,
      TextDecoder,
      TextEncoder,
      fetch: (/** @type {string} */ address, /** @type {RequestInit} */ init) =>
        fetch(new URL(address, page.location.href), init),
      visit: (/** @type {string} */ url) => this.dom?.reconfigure({ url }),
      setImmediate,
      clearImmediate,
    });
  }
}
