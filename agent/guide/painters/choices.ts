import type { Language } from '../../generated/graphql.js';
import type { CardChoice, MakeRoomView, UpgradeView } from '../../upgrade/cardholder.js';
import type { GuideButton } from '../state.js';
import { fill } from '../texts/index.js';
import type { ScreenTexts } from '../texts/types.js';
import { counted, heading, item, keyOf, lead, primary, secondary, type Painter, type Paragraph } from './painting.js';

type Of<K extends UpgradeView['kind']> = Extract<UpgradeView, { kind: K }>;

function pickButton({ reader, holderName, cardNumber }: CardChoice, index: number, { pickCard }: ScreenTexts): GuideButton {
  const number = cardNumber === null ? [] : [fill(pickCard.number, { number: cardNumber })];
  return {
    ...secondary(`pick-${index}`, holderName ?? pickCard.unnamed),
    details: [...number, fill(pickCard.reader, { reader })],
  };
}

export const pickCard: Painter<Of<'PICK_CARD'>> = ({ cards }, texts) => ({
  step: 'SIGN_IN',
  title: texts.pickCard.title,
  paragraphs: [lead(texts.pickCard.lead), lead(texts.pickCard.others)],
  actions: [...cards.map((card, index) => pickButton(card, index, texts)), secondary('cancel', texts.action.cancel)],
});

export const offer: Painter<Of<'OFFER'>> = (view, texts) => ({
  step: 'CHOOSE_UPGRADE',
  title: view.holderName === '' ? texts.offer.title : fill(texts.offer.titleNamed, { name: view.holderName }),
  paragraphs: [
    ...(view.organisation === null ? [] : [lead(fill(texts.offer.organisation, { organisation: view.organisation }))]),
    lead(texts.offer.lead),
    heading(texts.offer.heading),
    ...view.offer.certificates.map(({ profile }) => item(fill(texts.offer.certificate, { profile: texts.profile[profile] }))),
    lead(texts.offer.old[view.offer.oldCertificates]),
    ...(view.canRestore ? [lead(texts.offer.restore)] : []),
  ],
  actions: [
    primary('upgrade', texts.action.upgrade),
    ...(view.canRestore ? [secondary('restore', texts.action.restore)] : []),
    secondary('cancel', texts.action.cancel),
  ],
});

export const terms: Painter<Of<'TERMS'>> = (view, texts, language) => {
  const { title, version, paragraphs } = view.terms;
  return {
    step: 'ACCEPT_TERMS',
    title: texts.terms.title,
    paragraphs: [
      lead(texts.terms.bothPins),
      heading(fill(texts.terms.heading, { title: title[keyOf(language)], version })),
      ...paragraphs.map((paragraph): Paragraph => ({ kind: 'TERM', text: paragraph[keyOf(language)] })),
    ],
    checkboxLabel: texts.terms.checkbox,
    actions: [primary('accept', texts.action.accept), secondary('decline', texts.action.decline)],
  };
};

const day = (date: Date, language: Language): string =>
  new Intl.DateTimeFormat(language === 'SV' ? 'sv-SE' : 'en-GB', { dateStyle: 'long' }).format(date);

/** The common name where there is one: the rest of an issuer's name tells the cardholder nothing. */
const shortName = (issuer: string): string => /(?:^|,\s*)CN=([^,]+)/.exec(issuer)?.[1] ?? issuer;

export const makeRoom: Painter<MakeRoomView> = ({ step, certificates, progress }, texts, language) => {
  const words = certificates.length === 1 ? texts.makeRoom.one : texts.makeRoom.several;
  return {
    step,
    tone: 'WARNING',
    title: words.title,
    paragraphs: [
      lead(words.lead),
      heading(words.heading),
      ...certificates.map(({ label, issuer, notAfter }) =>
        item(fill(texts.makeRoom.certificate, { label, issuer: shortName(issuer), date: day(notAfter, language) })),
      ),
      lead(words.kept),
      lead(words.no),
    ],
    warning: texts.leaveCardIn,
    actions: [primary('allow', texts.action.allow), secondary('cancel', texts.action.cancelUpgrade)],
    progress: counted(progress, texts),
  };
};
