import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { mutate, onUnauthenticated, query } from '../api/client.js';
import { MeDocument, StaffSignInDocument, StaffSignOutDocument } from '../generated/graphql.js';
import type { FaultFieldsFragment, StaffFieldsFragment } from '../generated/graphql.js';

/** Who is signed in, by the server's cookie; the console keeps no secret of its own. */
export const useStaffStore = defineStore('staff', () => {
  const person = ref<StaffFieldsFragment | null>(null);
  /** True after a sign-in ended by itself, until the next one. */
  const expired = ref(false);
  const helpsCallers = computed(() => person.value?.roles.includes('HELPDESK') ?? false);
  let loading: Promise<void> | null = null;

  /** Asks the server who is signed in, once; a failed question is asked again at the next call. */
  async function ready(): Promise<void> {
    loading ??= query(MeDocument, {}).then(({ me }) => {
      person.value = me;
    });
    try {
      await loading;
    } catch {
      // The sign-in page says that the server is unreachable when somebody tries.
      loading = null;
    }
  }

  /** For the live connection after a break; an expired session is noted here. */
  async function stillSignedIn(): Promise<'in' | 'out' | 'unreachable'> {
    try {
      const { me } = await query(MeDocument, {});
      if (me !== null) return 'in';
      expire();
      return 'out';
    } catch {
      return 'unreachable';
    }
  }

  /** @returns the fault, or null when signed in @throws RequestError */
  async function signIn(userName: string, password: string): Promise<FaultFieldsFragment | null> {
    const { staffSignIn: result } = await mutate(StaffSignInDocument, { userName, password });
    if (result.__typename === 'Fault') return result;
    person.value = result.staff;
    expired.value = false;
    loading = Promise.resolve();
    return null;
  }

  /** @throws RequestError */
  async function signOut(): Promise<void> {
    await mutate(StaffSignOutDocument, {});
    person.value = null;
  }

  function expire(): void {
    if (person.value === null) return;
    person.value = null;
    expired.value = true;
  }

  onUnauthenticated(expire);
  return { person, expired, helpsCallers, ready, stillSignedIn, signIn, signOut };
});
