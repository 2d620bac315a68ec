import { ref, watch, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { PageState } from './guide-state.js';

const quietMilliseconds = 8_000;

/**
 * What a screen reader says besides the heading that has the focus: who begins or stops watching, contact lost and found,
 * and how far the work has come, not oftener than can be listened to.
 */
export function useAnnouncer(state: Readonly<Ref<PageState | null>>): Ref<string> {
  const { t } = useI18n();
  const said = ref('');
  let lastProgress = 0;

  watch(
    () => state.value?.watchers ?? [],
    (now, before) => {
      const came = now.filter((one) => !before.some(({ name }) => name === one.name));
      const left = before.filter((one) => !now.some(({ name }) => name === one.name));
      const words = [
        ...came.map(({ name }) => t('watchers.joined', { name })),
        ...left.map(({ name }) => t('watchers.left', { name })),
      ];
      if (words.length > 0) said.value = words.join(' ');
    },
  );
  watch(
    () => state.value?.link,
    (link, before) => {
      if (link === undefined || before === undefined) return;
      said.value = link === 'ONLINE' ? t('link.ONLINE') : `${t(`link.${link}`)}. ${t(`linkLead.${link}`)}`;
    },
  );
  // A screen that stays is not begun anew: what it is about now is said instead.
  watch(
    () => state.value?.screen,
    (now, before) => {
      if (now?.kind !== 'WORKING' || before?.kind !== 'WORKING') return;
      if (now.step === before.step && now.title !== before.title) said.value = `${now.title}. ${now.paragraphs[0] ?? ''}`;
    },
  );
  watch(
    () => state.value?.screen.progressLabel,
    (label) => {
      if (typeof label !== 'string' || state.value?.screen.kind !== 'WORKING') return;
      if (Date.now() - lastProgress < quietMilliseconds) return;
      lastProgress = Date.now();
      said.value = label;
    },
  );
  return said;
}
