import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

/** The cardholder's page, served by the agent. Everything is bundled, nothing is inlined: its policy allows files only. */
export default defineConfig({
  root: 'agent/guide/page',
  plugins: [vue()],
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
    // Messages are compiled to data and interpreted: no `new Function`, which the policy would refuse.
    __INTLIFY_JIT_COMPILATION__: 'true',
  },
  build: {
    outDir: '../../../dist/guide',
    emptyOutDir: true,
    target: 'es2022',
    // light-dark() stays as written: every browser since 2024 has it.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
