import { fork } from 'node:child_process';
import { z } from 'zod';
import { compiledProgram } from '../pkcs11/compiled-program.js';
import { CardToolError } from './card-folder.js';

export const tokenMakerRequestSchema = z.object({
  modulePath: z.string(),
  tokens: z.array(
    z.object({
      label: z.string().max(32),
      puk: z.string(),
      pin: z.string(),
      /** A key pair that needs the PIN for each signature: the second PIN of a token that has both purposes. */
      signatureKey: z.object({ ckaId: z.string(), label: z.string() }).nullable(),
    }),
  ),
});
export type TokenMakerRequest = z.infer<typeof tokenMakerRequestSchema>;
export type TokenToMake = TokenMakerRequest['tokens'][number];

const answerSchema = z.object({ problem: z.string().nullable() });
export type TokenMakerAnswer = z.infer<typeof answerSchema>;

/**
 * Makes tokens in the SoftHSM whose configuration file is `conf`.
 * @throws CardToolError with the reason
 */
export async function makeTokens(conf: string, request: TokenMakerRequest): Promise<void> {
  const child = fork(compiledProgram('token-maker.js', import.meta.url), [], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { ...process.env, SOFTHSM2_CONF: conf },
    execArgv: [],
  });
  const answer = await new Promise<unknown>((resolve) => {
    child.once('message', resolve);
    child.once('error', () => resolve(null));
    child.once('exit', () => resolve(null));
    child.send(request, () => undefined);
  });
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) throw new CardToolError(`The PKCS#11 module ${request.modulePath} crashed while it made a token.`);
  if (parsed.data.problem !== null) throw new CardToolError(parsed.data.problem);
}
