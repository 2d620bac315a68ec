/**
 * Initialises tokens in SoftHSM, in a process of its own: SoftHSM finds its files by the environment, and this one must
 * never touch another SoftHSM than the test card's.
 */
import pkcs11js from 'pkcs11js';
import { tokenMakerRequestSchema, type TokenMakerAnswer, type TokenToMake } from './make-tokens.js';

function makeToken(pkcs11: pkcs11js.PKCS11, { label, puk, pin, signatureKey }: TokenToMake): string | null {
  const slot = pkcs11.C_GetSlotList(true).find((candidate) => pkcs11.C_GetTokenInfo(candidate).label.trim() === '');
  if (slot === undefined) return 'The module offers no empty token. Test cards are made in SoftHSM 2.';
  pkcs11.C_InitToken(slot, puk, label.padEnd(32));
  const session = pkcs11.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION | pkcs11js.CKF_RW_SESSION);
  pkcs11.C_Login(session, pkcs11js.CKU_SO, puk);
  pkcs11.C_InitPIN(session, pin);
  pkcs11.C_Logout(session);
  if (signatureKey !== null) {
    pkcs11.C_Login(session, pkcs11js.CKU_USER, pin);
    makeSignatureKey(pkcs11, session, signatureKey);
    pkcs11.C_Logout(session);
  }
  pkcs11.C_CloseSession(session);
  return null;
}

/** Of the old kind, RSA 2048. The agent makes such keys only where there are some already. */
function makeSignatureKey(pkcs11: pkcs11js.PKCS11, session: Buffer, { ckaId, label }: { ckaId: string; label: string }): void {
  const common: pkcs11js.Template = [
    { type: pkcs11js.CKA_TOKEN, value: true },
    { type: pkcs11js.CKA_ID, value: Buffer.from(ckaId, 'hex') },
    { type: pkcs11js.CKA_LABEL, value: label },
  ];
  pkcs11.C_GenerateKeyPair(
    session,
    { mechanism: pkcs11js.CKM_RSA_PKCS_KEY_PAIR_GEN },
    [
      ...common,
      { type: pkcs11js.CKA_PRIVATE, value: false },
      { type: pkcs11js.CKA_MODULUS_BITS, value: 2048 },
      { type: pkcs11js.CKA_PUBLIC_EXPONENT, value: Buffer.from([1, 0, 1]) },
    ],
    [
      ...common,
      { type: pkcs11js.CKA_SENSITIVE, value: true },
      { type: pkcs11js.CKA_EXTRACTABLE, value: false },
      { type: pkcs11js.CKA_SIGN, value: true },
      { type: pkcs11js.CKA_ALWAYS_AUTHENTICATE, value: true },
    ],
  );
}

function makeTokens(message: unknown): TokenMakerAnswer {
  const { modulePath, tokens } = tokenMakerRequestSchema.parse(message);
  const pkcs11 = new pkcs11js.PKCS11();
  try {
    pkcs11.load(modulePath);
    for (const token of tokens) {
      // Initialised anew for each token: SoftHSM offers its next empty slot only then.
      pkcs11.C_Initialize();
      const problem = makeToken(pkcs11, token);
      pkcs11.C_Finalize();
      if (problem !== null) return { problem };
    }
    return { problem: null };
  } catch (error) {
    return { problem: `${modulePath}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

process.once('message', (message) => process.send?.(makeTokens(message), () => process.exit(0)));
