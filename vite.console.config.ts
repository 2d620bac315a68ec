import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const server = process.env['KORTLOTS_SERVER'] ?? 'http://127.0.0.1:4000';

/** The console. Everything is bundled, nothing is inlined: the content security policy allows files of our own only. */
export default defineConfig({
  root: 'console',
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
    outDir: '../dist/console',
    emptyOutDir: true,
    target: 'es2022',
    // light-dark() stays as written: every browser since 2024 has it.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: { '/graphql': { target: server, ws: true, changeOrigin: false }, '/pki': server, '/health': server },
  },
});
