import { defineStore } from 'pinia';
import { ref } from 'vue';

/** Which of the shell's dialogs is open. */
export const useDialogsStore = defineStore('dialogs', () => ({ shortcuts: ref(false) }));
