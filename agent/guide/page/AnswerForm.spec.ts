import { afterEach, expect, it } from '@jest/globals';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { nextTick } from 'vue';
import { surroundingTexts } from '../texts/index.js';
import { changePinView, doneView, faultView, makeRoomView, pickView, unlockView, workingView } from '../views.spec-support.js';
import { openPage, type PageOnDesk } from './page.spec-support.js';

type UpgradeView = Parameters<PageOnDesk['desk']['ask']>[0];

const { codes: faults, pukCheckMissing } = surroundingTexts.SV;
const puk = '83746152';
const pin = '482915';
let mounted: VueWrapper | null = null;
afterEach(() => mounted?.unmount());

async function openAt(view: UpgradeView) {
  const opened = openPage();
  mounted = opened.page;
  const asked = opened.desk.ask(view);
  await flushPromises();
  return { ...opened, asked };
}

const submit = async (page: VueWrapper) => {
  await page.get('form').trigger('submit');
  await flushPromises();
};
const type = async (page: VueWrapper, values: Record<string, string>) => {
  for (const [id, value] of Object.entries(values)) await page.get(`#answer-${id}`).setValue(value);
};
const valueOf = (page: VueWrapper, id: string) => page.get<HTMLInputElement>(`#answer-${id}`).element.value;
const described = (page: VueWrapper, id: string) =>
  (page.get(`#answer-${id}`).attributes('aria-describedby') ?? '')
    .split(' ')
    .map((part) => page.get(`#${part}`).text())
    .join(' ');
const pressed = (page: VueWrapper, name: string) => {
  const found = page.findAll('button').find((one) => one.text().startsWith(name));
  if (found === undefined) throw new Error(`No button ${name}`);
  return found.trigger('click');
};

it('masks every code, keeps it from the browser, and labels it', async () => {
  const { page } = await openAt(unlockView());
  const labels = ['puk', 'new', 'repeat'].map((id) => {
    expect(page.get(`#answer-${id}`).attributes()).toMatchObject({
      type: 'password',
      inputmode: 'numeric',
      autocomplete: 'off',
      spellcheck: 'false',
    });
    return page.get(`label[for="answer-${id}"]`).text();
  });
  expect(labels).toEqual(['PUK-kod', 'Ny säkerhetskod för legitimering (PIN1)', 'Ny säkerhetskod (PIN1) en gång till']);
  await type(page, { puk });
  expect(described(page, 'puk')).toBe('8 av 8 siffror');
});

it('sends the codes once, and has forgotten them before the answer comes', async () => {
  const { page, sent, asked } = await openAt(unlockView());
  await type(page, { puk, new: pin, repeat: pin });
  const done = submit(page);
  await nextTick();
  expect(['puk', 'new', 'repeat'].map((id) => valueOf(page, id))).toEqual(['', '', '']);
  await done;
  expect(sent).toEqual([{ id: 'submit-codes', codes: { current: puk, new: pin, repeat: pin } }]);
  await expect(asked).resolves.toEqual({ id: 'submit-codes', codes: { current: puk, new: pin } });
  expect(page.html()).not.toMatch(new RegExp(`${puk}|${pin}`));
  expect(JSON.stringify({ ...localStorage, ...sessionStorage })).toBe('{}');
});

it('goes to the first field that is wrong, says why at it and once aloud, and sends nothing', async () => {
  const { page, sent } = await openAt(unlockView());
  await type(page, { puk: '8374615', new: '48', repeat: '' });
  await submit(page);
  expect(described(page, 'puk')).toContain(faults.PUK_MALFORMED);
  expect(page.get('#answer-puk').attributes('aria-invalid')).toBe('true');
  expect(page.get('form [role="status"]').text()).toBe(faults.PUK_MALFORMED);
  expect(document.activeElement?.id).toBe('answer-puk');
  expect(page.findAll('[aria-invalid]')).toHaveLength(1);
  await type(page, { puk });
  await submit(page);
  expect(described(page, 'new')).toContain(faults.NEW_MALFORMED);
  expect(document.activeElement?.id).toBe('answer-new');
  expect(sent).toEqual([]);
});

it('lets two new codes that differ be typed anew, and keeps the one that was right', async () => {
  const { page, sent } = await openAt(changePinView());
  await type(page, { old: '736251', new: pin, repeat: '482951' });
  await submit(page);
  expect(described(page, 'new')).toContain(faults.REPEAT_DIFFERS);
  expect(['old', 'new', 'repeat'].map((id) => valueOf(page, id))).toEqual(['736251', '', '']);
  await type(page, { new: '736251', repeat: '736251' });
  await submit(page);
  expect(described(page, 'new')).toContain(faults.SAME_AS_OLD);
  await type(page, { new: '123456', repeat: '123456' });
  await submit(page);
  expect(described(page, 'new')).toContain(faults.TOO_SIMPLE);
  expect(sent).toEqual([]);
});

it('says at the field what the agent refused', async () => {
  const opened = openPage();
  mounted = opened.page;
  void opened.desk.ask(unlockView());
  await flushPromises();
  opened.answer = 'PUK_MALFORMED';
  await type(opened.page, { puk, new: pin, repeat: pin });
  await submit(opened.page);
  expect(described(opened.page, 'puk')).toContain(faults.PUK_MALFORMED);
  expect(document.activeElement?.id).toBe('answer-puk');
});

it('ties what the last try came to, to the code that was wrong', async () => {
  const { page } = await openAt(unlockView({ pukTries: 'LOW', problem: 'PUK_WRONG' }));
  expect(described(page, 'puk')).toContain('Fel PUK-kod.');
  expect(described(page, 'new')).not.toContain('Fel PUK-kod.');
});

it('wants the PUK read in the letter before the last try', async () => {
  const { page, sent } = await openAt(unlockView({ pukTries: 'LAST' }));
  await type(page, { puk, new: pin, repeat: pin });
  await submit(page);
  expect(page.get('#answer-fault').text()).toBe(pukCheckMissing);
  expect(document.activeElement?.id).toBe('answer-check');
  expect(sent).toEqual([]);
  await page.get('#answer-check').setValue(true);
  await submit(page);
  expect(sent).toHaveLength(1);
});

it('leaves nothing in the fields when the cardholder goes back', async () => {
  const { page, desk, asked } = await openAt(unlockView());
  await type(page, { puk });
  await pressed(page, 'Tillbaka');
  await expect(asked).resolves.toEqual({ id: 'back' });
  desk.show(workingView('SIGN_IN', 'PREPARING'));
  void desk.ask(unlockView());
  await flushPromises();
  expect(valueOf(page, 'puk')).toBe('');
});

it('offers each card as one button that says whose it is, its number and its reader', async () => {
  const { page, asked } = await openAt(pickView);
  expect(page.findAll('.choice').map((one) => one.text().replace(/\s+/g, ' '))).toEqual([
    'Vera ProvssonKortnummer 9752269990001234567Läsare: Exempel Läsare 01',
    'Kort utan namnLäsare: Exempel Läsare 02',
  ]);
  await pressed(page, 'Kort utan namn');
  await expect(asked).resolves.toEqual({ id: 'pick', index: 1 });
});

it.each<[UpgradeView, string, string]>([
  [faultView('PIN_LOCKED', { canUnlock: true }), 'Försök igen', 'retry'],
  [makeRoomView, 'Avbryt uppgraderingen', 'cancel'],
  [doneView({ canChangePin: true }), 'Byt kod för underskrift', 'change-pin-signature'],
])('hands on what is pressed beside the main button: %#', async (view, name, id) => {
  const { page, asked } = await openAt(view);
  await pressed(page, name);
  await expect(asked).resolves.toEqual({ id });
});

it('hides an empty form, and keeps the steps ticked when a PIN is changed after the end', async () => {
  const { page, desk } = await openAt(doneView({ canChangePin: true }));
  desk.act({ id: 'change-pin-signature' });
  void desk.ask(changePinView({ purpose: 'SIGNATURE' }));
  await flushPromises();
  expect(page.findAll('nav li.passed')).toHaveLength(7);
  desk.act({ id: 'back' });
  desk.show(workingView('DONE', 'CHANGING_PIN'));
  await flushPromises();
  expect(page.get('form').attributes('hidden')).toBeDefined();
});

it('says aloud that the card software is restarted, while the screen stays', async () => {
  const { page, desk } = await openAt(unlockView());
  desk.show(workingView('INSTALL_SIGNATURE', 'WRITING', 5));
  await flushPromises();
  desk.show(workingView('INSTALL_SIGNATURE', 'RESTARTING_MODULE', 5));
  await flushPromises();
  expect(page.get('[role="status"]').text()).toContain('Kortprogrammet startas om. Programmet som läser kortet slutade svara.');
});
