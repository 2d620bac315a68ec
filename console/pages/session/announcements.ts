import { computed, onBeforeUnmount, ref, watch } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { stepNumber } from '../../entities/step.js';
import { useFaultStore } from '../../stores/faults.js';
import { usePageTitleStore } from '../../stores/page-title.js';
import type { Details } from '../../stores/session-truth.js';

/**
 * The turns of a session as sentences for one polite status region, and the window's title, so that a session in another tab
 * shows when something goes wrong. What holds when the session is opened is read with the page and not announced.
 */
export function useAnnouncements(details: ComputedRef<Details | null>): Ref<string> {
  const { t } = useI18n();
  const faults = useFaultStore();
  const title = usePageTitleStore();
  const said = ref('');

  const summary = computed(() => details.value?.summary ?? null);
  watch(summary, (now, before) => {
    if (now === null || before === null || now.id !== before.id) return;
    if (now.endedAt !== null && before.endedAt === null) said.value = t('session.said.ended', { state: t(`state.${now.state}`) });
    else if (now.faultCode !== null && now.faultCode !== before.faultCode)
      said.value = t('session.said.fault', { fault: faults.title(now.faultCode) });
    else if (!now.agentConnected && before.agentConnected) said.value = t('session.said.silent');
    else if (now.step !== before.step)
      said.value = t('session.said.step', { n: stepNumber(now.step), step: t(`step.${now.step}`) });
    else if (now.faultCode === null && before.faultCode !== null) said.value = t('session.said.faultOver');
  });

  const inTitle = computed(() => {
    if (summary.value === null) return null;
    const { faultCode, endedAt, state, step } = summary.value;
    if (endedAt !== null) return t(`state.${state}`);
    if (faultCode !== null) return t('session.tab.fault', { fault: faults.title(faultCode) });
    return t('session.tab.step', { n: stepNumber(step) });
  });
  watch(inTitle, (text) => (title.detail = text), { immediate: true });
  onBeforeUnmount(() => (title.detail = null));

  return said;
}
