import { createRouter, createWebHistory } from 'vue-router';
import type { RouteLocationNormalized, Router, RouterHistory } from 'vue-router';
import { useStaffStore } from '../stores/staff.js';

declare module 'vue-router' {
  interface RouteMeta {
    /** Needs no sign-in. */
    public?: boolean;
    /** Locale key of the page's name, for the window's title. */
    title?: string;
  }
}

/** The console's addresses. Everything but the sign-in page asks for a member of staff first, and leads back afterwards. */
export function makeRouter(history: RouterHistory = createWebHistory()): Router {
  const router = createRouter({
    history,
    routes: [
      { path: '/', name: 'board', component: () => import('../pages/board/BoardPage.vue'), meta: { title: 'board.title' } },
      {
        path: '/session/:id',
        name: 'session',
        component: () => import('../pages/session/SessionPage.vue'),
        props: true,
        meta: { title: 'session.title' },
      },
      {
        path: '/sign-in',
        name: 'sign-in',
        component: () => import('../pages/sign-in/SignInPage.vue'),
        meta: { public: true, title: 'signIn.title' },
      },
      {
        path: '/:rest(.*)*',
        name: 'missing',
        component: () => import('./MissingPage.vue'),
        meta: { title: 'shell.missingTitle' },
      },
    ],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  });
  router.beforeEach(guard);
  return router;
}

async function guard(to: RouteLocationNormalized) {
  const staff = useStaffStore();
  await staff.ready();
  if (to.meta.public === true) return to.name === 'sign-in' && staff.person !== null ? returnAddress(to.query['from']) : true;
  if (staff.person !== null) return true;
  return { name: 'sign-in', query: to.fullPath === '/' ? {} : { from: to.fullPath } };
}

/** Where to go after signing in: an address inside the console, whatever the query says. */
export function returnAddress(from: unknown): string {
  return typeof from === 'string' && from.startsWith('/') && !from.startsWith('//') && !from.startsWith('/sign-in') ? from : '/';
}
