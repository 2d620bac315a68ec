import { CardError } from '../../card/card-error.js';
import type { KeyOnToken, TokenKey } from '../../card/card-port.js';
import { isDuplicateIdRefusal } from '../../card/duplicate-id.js';
import { labelFor, sameBytes } from '../certificates.js';
import type { UpgradeContext } from '../context.js';
import type { FaultCode, OfferedCertificate } from '../types.js';
import { attempt } from './attempt.js';
import { ownId } from './own-ids.js';
import { certificateChange, type TokenContent } from './token-content.js';

/** After these the card still answers, and can be asked. */
const mayHaveWorked: readonly FaultCode[] = ['CARD_ERROR', 'UNKNOWN'];

interface Place {
  readonly token: TokenKey;
  readonly content: TokenContent;
  readonly offered: OfferedCertificate;
}

/**
 * Writes the certificate under the CKA_ID of its key. A write that failed may have worked: the card is looked at. Middleware
 * that refuses a second certificate with one CKA_ID has no return value of its own for that, so that a refusal counts as one
 * when it comes twice; then the certificate is written under a CKA_ID of its own, and moved when the other is gone
 * (`moveToKey`).
 * @returns the CKA_ID that it has now.
 */
export async function writeCertificate(context: UpgradeContext, place: Place, key: KeyOnToken, der: Uint8Array): Promise<string> {
  const otherId = ownId(context.session?.upgradeId ?? '', place.offered.profile);
  const ids = [key.ckaId, key.ckaId, otherId];
  for (const [index, ckaId] of ids.entries()) {
    const failure = await tryToWrite(context, place, ckaId, der);
    if (failure === null) return ckaId;
    const about = { profile: place.offered.profile, faultCode: failure.faultCode } as const;
    const { functionName, returnValue, message: detail } = failure;
    context.parts.log.record({ kind: 'FAULT_RAISED', ...about, functionName, returnValue, detail });
    context.parts.log.record({ kind: 'FAULT_CLEARED', ...about });
    const written = (await context.port.certificates(place.token)).find((one) => sameBytes(one.der, der));
    if (written !== undefined) return written.ckaId;
    const isLast = index === ids.length - 1 || otherId === key.ckaId;
    if (isLast || !isDuplicateIdRefusal(failure, ckaId, place.content.certificates)) throw failure;
  }
  throw new Error('A certificate is written or its failure thrown');
}

async function tryToWrite(context: UpgradeContext, place: Place, ckaId: string, der: Uint8Array): Promise<CardError | null> {
  try {
    await write(context, place, ckaId, der);
    return null;
  } catch (error) {
    if (!(error instanceof CardError) || !mayHaveWorked.includes(error.faultCode)) throw error;
    return error;
  }
}

async function write(context: UpgradeContext, { token, offered }: Place, ckaId: string, der: Uint8Array): Promise<void> {
  const { port, parts } = context;
  const certificate = { token, ckaId, label: labelFor(offered), der };
  const change = certificateChange('WRITE_CERTIFICATE', certificate, offered.profile);
  parts.journal.before(change);
  await port.writeCertificate(token, certificate);
  parts.journal.after(change);
}

/**
 * Gives the certificate its key's CKA_ID when no other certificate has that any more. One that can't be moved works as it is:
 * a certificate belongs to its key by the public key.
 */
export async function moveToKey(context: UpgradeContext, place: Place, key: KeyOnToken, der: Uint8Array): Promise<void> {
  const { port, parts } = context;
  const now = await port.certificates(place.token);
  const written = now.find((certificate) => Buffer.compare(certificate.der, der) === 0);
  if (written === undefined || written.ckaId === key.ckaId || now.some(({ ckaId }) => ckaId === key.ckaId)) return;
  const change = certificateChange('MOVE_CERTIFICATE', { ...written, ckaId: key.ckaId }, place.offered.profile);
  parts.journal.before(change);
  const places = { from: written.ckaId, to: key.ckaId, der };
  await attempt(context, { profile: place.offered.profile }, () => port.moveCertificate(place.token, places));
  parts.journal.after(change);
}
