import './ui/base.css';
import { createApp } from 'vue';
import App from './App.vue';
import { GuideConnection } from './connection.js';
import { i18n } from './i18n.js';

const connection = new GuideConnection();
createApp(App, { connection }).use(i18n).mount('#app');
// A new link pasted into this tab changes the fragment alone, which loads nothing by itself.
addEventListener('hashchange', () => {
  if (location.hash !== '') void connection.open();
});
void connection.open();
