import { CardError } from '../../card/card-error.js';
import type { KeyOnToken, TokenKey } from '../../card/card-port.js';
import { labelFor } from '../certificates.js';
import type { UpgradeContext } from '../context.js';
import type { OfferedCertificate } from '../types.js';
import { ownId } from './own-ids.js';
import { certificateChange, type TokenContent } from './token-content.js';

interface Place {
  readonly token: TokenKey;
  readonly content: TokenContent;
  readonly offered: OfferedCertificate;
}

/**
 * Writes the certificate under the CKA_ID of its key. Middleware that refuses a second certificate with one CKA_ID gets it
 * under one of its own, once; it is moved when the other is gone (`moveToKey`).
 * @returns the CKA_ID that it has now.
 */
export async function writeCertificate(context: UpgradeContext, place: Place, key: KeyOnToken, der: Uint8Array): Promise<string> {
  try {
    await write(context, place, key.ckaId, der);
    return key.ckaId;
  } catch (error) {
    const isShared = place.content.certificates.some(({ ckaId }) => ckaId === key.ckaId);
    if (!(error instanceof CardError) || error.faultCode !== 'CARD_ERROR' || !isShared) throw error;
    const { functionName, returnValue, message } = error;
    const about = { profile: place.offered.profile, faultCode: error.faultCode, functionName, returnValue } as const;
    context.parts.log.record({ kind: 'FAULT_RAISED', ...about, detail: `${message}; tried again under another CKA_ID` });
    const otherId = ownId(context.session?.upgradeId ?? '', place.offered.profile);
    await write(context, place, otherId, der);
    context.parts.log.record({ kind: 'FAULT_CLEARED', ...about });
    return otherId;
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
  try {
    await port.moveCertificate(place.token, { from: written.ckaId, to: key.ckaId, der });
  } catch (error) {
    if (!(error instanceof CardError) || error.faultCode !== 'CARD_ERROR') throw error;
    parts.log.record({
      kind: 'FAULT_RAISED',
      faultCode: 'CARD_ERROR',
      functionName: error.functionName,
      returnValue: error.returnValue,
    });
    parts.log.record({ kind: 'FAULT_CLEARED', faultCode: 'CARD_ERROR' });
  }
  parts.journal.after(change);
}
