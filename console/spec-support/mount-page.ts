import { flushPromises, mount } from '@vue/test-utils';
import type { VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { createMemoryHistory } from 'vue-router';
import type { Router } from 'vue-router';
import App from '../app/App.vue';
import { i18n } from '../app/i18n.js';
import { makeRouter } from '../app/router.js';
import { usePreferencesStore } from '../stores/preferences.js';

export interface MountedPage {
  readonly page: VueWrapper;
  readonly router: Router;
}

/** The whole console at an address, as a browser would show it; ends with `page.unmount()`. */
export async function mountConsole(path: string, language: 'sv' | 'en' = 'sv'): Promise<MountedPage> {
  // What jsdom lacks and only layout needs.
  globalThis.matchMedia ??= (media) => Object.assign(new EventTarget(), mediaNever(media));
  globalThis.ResizeObserver ??= class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  };
  Element.prototype.scrollIntoView ??= () => undefined;
  globalThis.scrollTo = () => undefined;
  const pinia = createPinia();
  setActivePinia(pinia);
  const preferences = usePreferencesStore();
  preferences.language = language;
  preferences.apply();
  const router = makeRouter(createMemoryHistory());
  void router.push(path);
  await router.isReady();
  const page = mount(App, { attachTo: document.body, global: { plugins: [pinia, i18n, router] } });
  await flushPromises();
  return { page, router };
}

const mediaNever = (media: string) => ({
  media,
  matches: false,
  onchange: null,
  addListener: () => undefined,
  removeListener: () => undefined,
});

const implicitRoles: Readonly<Record<string, string>> = {
  button: 'button',
  link: 'a[href]',
  heading: 'h1, h2, h3',
  listitem: 'li',
  progressbar: 'progress',
  region: 'section[aria-label], section[aria-labelledby]',
  textbox: 'input:not([type]), input[type=text], input[type=password]',
  checkbox: 'input[type=checkbox]',
};

/** Text as a screen reader gets it: without what is hidden from it, white space folded. */
export function spoken(element: Element): string {
  const copy = element.cloneNode(true);
  if (copy instanceof Element) copy.querySelectorAll('[aria-hidden=true]').forEach((hidden) => hidden.remove());
  return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
}

function nameOf(element: Element): string {
  const label = element.getAttribute('aria-label');
  if (label !== null) return label;
  const ids = element.getAttribute('aria-labelledby');
  const named = ids === null ? null : document.getElementById(ids);
  if (named !== null) return spoken(named);
  const ownLabel = element.id === '' ? null : document.querySelector(`label[for="${element.id}"]`);
  return spoken(ownLabel ?? element);
}

/** Every element with the role whose accessible name matches. */
export function allByRole(role: string, name: string | RegExp = /(?:)/, inside: ParentNode = document): HTMLElement[] {
  const selector = [`[role=${role}]`, implicitRoles[role]].filter((part) => part !== undefined).join(', ');
  return [...inside.querySelectorAll<HTMLElement>(selector)].filter((element) =>
    typeof name === 'string' ? nameOf(element) === name : name.test(nameOf(element)),
  );
}

/** The one element with the role and name. @throws Error when there is none, or more than one */
export function byRole(role: string, name: string | RegExp = /(?:)/, inside: ParentNode = document): HTMLElement {
  const [first, ...rest] = allByRole(role, name, inside);
  if (first === undefined || rest.length > 0)
    throw new Error(
      `${rest.length + (first ? 1 : 0)} elements with role ${role} and name ${String(name)} in: ${spoken(document.body)}`,
    );
  return first;
}
