import type { KeyOnToken, TokenKey } from '../../card/card-port.js';
import type { KeyType } from '../../generated/graphql.js';
import { chooseKey, labelFor } from '../certificates.js';
import type { UpgradeContext } from '../context.js';
import { keyChange } from '../journal/journal.js';
import { UpgradeTrouble } from '../trouble.js';
import type { OfferedCertificate } from '../types.js';
import { ownId } from './own-ids.js';
import type { TokenContent } from './token-content.js';

/** The card's own key of the certificate's purpose. @throws UpgradeTrouble CARD_NOT_ELIGIBLE */
export function existingKey(context: UpgradeContext, content: TokenContent, offered: OfferedCertificate): KeyOnToken {
  return chooseKey(content.keys, content.certificates, offered, context.signInKey);
}

/**
 * The new key for a certificate: the one that was made before a break, or one made now. Half of a pair, as a crash may leave,
 * is cleared away first.
 * @param generate makes the key; told its CKA_ID and type.
 * @throws UpgradeTrouble KEY_UNSUPPORTED; CardError
 */
export async function newKey(
  context: UpgradeContext,
  place: { readonly token: TokenKey; readonly content: TokenContent; readonly offered: OfferedCertificate },
  generate: (options: { ckaId: string; label: string; keyType: KeyType }) => Promise<KeyOnToken>,
): Promise<KeyOnToken> {
  const { port, parts, session } = context;
  const { token, content, offered } = place;
  const ckaId = ownId(session?.upgradeId ?? '', offered.profile);
  const existing = content.keys.find((key) => key.ckaId === ckaId);
  if (existing !== undefined) return existing;
  if ((await port.keyIds(token)).includes(ckaId)) {
    const removal = keyChange('REMOVE_KEY', token, offered.profile, ckaId);
    parts.journal.before(removal);
    await port.removeKeyPair(token, { ckaId, publicKey: null });
    parts.journal.after(removal);
  }
  const keyType = await wantedType(context, token);
  const change = keyChange('GENERATE_KEY', token, offered.profile, ckaId);
  parts.journal.before(change);
  const key = await generate({ ckaId, label: labelFor(offered), keyType });
  parts.journal.after(change);
  context.rememberKeys(token, [key]);
  return key;
}

/** The first of the offer's that the token can make; a token that does not say is asked for the first. */
async function wantedType({ port, offer }: UpgradeContext, token: TokenKey): Promise<KeyType> {
  const possible = await port.keyTypes(token);
  const wanted = offer.keyTypes.find((keyType) => possible.length === 0 || possible.includes(keyType));
  if (wanted !== undefined) return wanted;
  throw new UpgradeTrouble('KEY_UNSUPPORTED', `Wanted: ${offer.keyTypes.join(', ')}; the token makes: ${possible.join(', ')}`);
}
