/** Looks at a card in SoftHSM with PKCS#11 alone: none of the agent's code, so that none of its mistakes is shared. */
import { createHash } from 'node:crypto';
import pkcs11js from 'pkcs11js';
import { lookRequest, type LookAnswer, type LookRequest } from './eye-protocol.js';

type Token = LookAnswer['tokens'][number];
type Seen = Token['objects'][number];

const pkcs11 = new pkcs11js.PKCS11();
let loaded = '';

function look(request: LookRequest): LookAnswer {
  // SoftHSM reads where its tokens are when it is initialised.
  process.env['SOFTHSM2_CONF'] = request.conf;
  if (loaded !== request.modulePath) pkcs11.load(request.modulePath);
  loaded = request.modulePath;
  pkcs11.C_Initialize();
  try {
    const tokens = pkcs11.C_GetSlotList(true).flatMap((slot) => lookAtToken(slot, request));
    return { problem: null, tokens };
  } finally {
    pkcs11.C_Finalize();
  }
}

function lookAtToken(slot: Buffer, request: LookRequest): Token[] {
  const label = pkcs11.C_GetTokenInfo(slot).label.trim();
  if (label === '') return [];
  const session = pkcs11.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION);
  pkcs11.C_Login(session, pkcs11js.CKU_USER, label.endsWith('(Underskrift)') ? request.pin2 : request.pin1);
  const objects = find(session).map((handle) => lookAtObject(session, handle, Buffer.from(request.challenge, 'hex')));
  pkcs11.C_CloseAllSessions(slot);
  return [{ label, objects }];
}

function find(session: Buffer): Buffer[] {
  pkcs11.C_FindObjectsInit(session, []);
  const found: Buffer[] = [];
  for (let batch = pkcs11.C_FindObjects(session, 64); batch.length > 0; batch = pkcs11.C_FindObjects(session, 64))
    found.push(...batch);
  pkcs11.C_FindObjectsFinal(session);
  return found;
}

function lookAtObject(session: Buffer, handle: Buffer, challenge: Buffer): Seen {
  const objectClass = read(session, handle, pkcs11js.CKA_CLASS).readUInt32LE();
  const seen = { objectClass, ckaId: read(session, handle, pkcs11js.CKA_ID).toString('hex'), der: null, signature: null };
  if (objectClass === pkcs11js.CKO_CERTIFICATE) {
    const der = read(session, handle, pkcs11js.CKA_VALUE);
    return { ...seen, der: der.toString('base64'), fingerprint: createHash('sha256').update(der).digest('hex') };
  }
  const isPrivate = objectClass === pkcs11js.CKO_PRIVATE_KEY;
  if (!isPrivate && objectClass !== pkcs11js.CKO_PUBLIC_KEY) return { ...seen, fingerprint: `class ${objectClass}` };
  const isRsa = read(session, handle, pkcs11js.CKA_KEY_TYPE).readUInt32LE() === pkcs11js.CKK_RSA;
  const fingerprint = isRsa
    ? read(session, handle, pkcs11js.CKA_MODULUS).toString('hex')
    : isPrivate
      ? 'elliptic'
      : read(session, handle, pkcs11js.CKA_EC_POINT).toString('hex');
  return { ...seen, fingerprint, signature: isPrivate ? sign(session, handle, isRsa, challenge) : null };
}

/** @returns null when the key does not sign */
function sign(session: Buffer, key: Buffer, isRsa: boolean, challenge: Buffer): string | null {
  const mechanism = isRsa ? pkcs11js.CKM_SHA256_RSA_PKCS : pkcs11js.CKM_ECDSA;
  const input = isRsa ? challenge : createHash('sha256').update(challenge).digest();
  try {
    pkcs11.C_SignInit(session, { mechanism }, key);
    return pkcs11.C_Sign(session, input, Buffer.alloc(1024)).toString('base64');
  } catch (error) {
    if (error instanceof pkcs11js.Pkcs11Error) return null;
    throw error;
  }
}

function read(session: Buffer, handle: Buffer, type: number): Buffer {
  return pkcs11.C_GetAttributeValue(session, handle, [{ type }])[0]?.value ?? Buffer.alloc(0);
}

function answer(message: unknown): LookAnswer {
  try {
    return look(lookRequest.parse(message));
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error), tokens: [] };
  }
}

process.on('message', (message) => process.send?.(answer(message)));
process.on('disconnect', () => process.exit(0));
// Ctrl-C in a terminal reaches the whole group; the lab ends this process when it is done.
process.on('SIGINT', () => undefined);
