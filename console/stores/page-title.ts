import { defineStore } from 'pinia';
import { ref } from 'vue';

/** What the open page wants to say in the window's title, before its name: no personal data, as browsers keep titles. */
export const usePageTitleStore = defineStore('page-title', () => ({ detail: ref<string | null>(null) }));
