import { mount, type VueWrapper } from '@vue/test-utils';
import { shallowRef } from 'vue';
import { Desk } from '../desk.js';
import type { GuideState } from '../state.js';
import App from './App.vue';
import type { Action, GuideConnection, Outcome, Phase } from './connection.js';
import { readState, type PageState } from './guide-state.js';
import { i18n } from './i18n.js';

export interface PageOnDesk {
  readonly desk: Desk;
  readonly page: VueWrapper;
  readonly phase: GuideConnection['phase'];
  /** What was sent, without version. */
  readonly sent: Action[];
  /** The answer that the agent gives next; by default the desk's own. */
  answer: Outcome | null;
}

const asPage = (state: GuideState): PageState => readState(JSON.stringify(state));

/** The page on a real desk, with the line between them left out. */
export function openPage(): PageOnDesk {
  const desk = new Desk({ language: 'SV', onScreen: () => undefined });
  const phase = shallowRef<Phase>('live');
  const state = shallowRef<PageState | null>(asPage(desk.state));
  desk.watch((now) => (state.value = asPage(now)));
  const opened: Omit<PageOnDesk, 'page'> = { desk, phase, sent: [], answer: null };
  const connection = {
    phase,
    state,
    act: (action: Action): Promise<Outcome> => {
      opened.sent.push(action);
      return Promise.resolve(whole.answer ?? desk.act({ ...action, version: desk.state.version }));
    },
    setLanguage: (language: 'SV' | 'EN') => Promise.resolve(desk.setLanguage(language)),
  };
  const page = mount(App, { props: { connection }, global: { plugins: [i18n] }, attachTo: document.body });
  const whole: PageOnDesk = { ...opened, page };
  return whole;
}
