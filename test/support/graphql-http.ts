import { z } from 'zod';

export interface GraphqlAnswer<Data> {
  readonly data: Data;
  /** Of Set-Cookie headers, as a Cookie header. */
  readonly cookie: string;
}

const answer = z.object({
  data: z.unknown().optional(),
  errors: z.array(z.object({ message: z.string(), extensions: z.object({ code: z.string().optional() }).optional() })).optional(),
});

/** What the server answered instead of data. */
export class GraphqlErrors extends Error {
  override readonly name = 'GraphqlErrors';

  constructor(readonly codes: readonly string[]) {
    super(codes.join(', '));
  }
}

/**
 * One operation over HTTP, as a page of the server's own origin sends it.
 * @throws GraphqlErrors when there are errors; ZodError when the data has another shape
 */
export async function postGraphql<Data>(
  url: string,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  shape: z.ZodType<Data>,
  headers: Readonly<Record<string, string>> = {},
): Promise<GraphqlAnswer<Data>> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = answer.parse(await response.json());
  if (errors !== undefined) throw new GraphqlErrors(errors.map(({ message, extensions }) => extensions?.code ?? message));
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return { data: shape.parse(data), cookie };
}
