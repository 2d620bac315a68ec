import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { query } from '../api/client.js';
import { i18n } from '../app/i18n.js';
import { FaultCatalogueDocument } from '../generated/graphql.js';
import type { FaultCatalogueQuery, FaultCode } from '../generated/graphql.js';

export type FaultEntry = FaultCatalogueQuery['faultCatalogue'][number];

/** The server's catalogue of faults, in the reader's language. Loaded once; it changes only with a release. */
export const useFaultStore = defineStore('faults', () => {
  const { locale, t } = i18n.global;
  const entries = shallowRef<ReadonlyMap<FaultCode, FaultEntry>>(new Map());
  const language = computed(() => (locale.value === 'en' ? 'en' : 'sv'));
  let loading: Promise<void> | null = null;

  /** @throws RequestError */
  async function load(): Promise<void> {
    loading ??= query(FaultCatalogueDocument, {}).then(({ faultCatalogue }) => {
      entries.value = new Map(faultCatalogue.map((entry) => [entry.code, entry]));
    });
    try {
      await loading;
    } catch (error) {
      loading = null;
      throw error;
    }
  }

  /** The fault's name in the reader's language; a code that the catalogue lacks says so, and keeps the code. */
  function title(code: FaultCode): string {
    return entries.value.get(code)?.cardholderTitle[language.value] ?? t('common.unknownFault', { code });
  }

  return { entries, language, load, title };
});
