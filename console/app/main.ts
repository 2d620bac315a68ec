import '../ui/base.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { i18n } from './i18n.js';
import { makeRouter } from './router.js';
import { usePreferencesStore } from '../stores/preferences.js';

const app = createApp(App);
app.use(createPinia());
usePreferencesStore().apply();
app.use(i18n);
app.use(makeRouter());
app.mount('#app');
