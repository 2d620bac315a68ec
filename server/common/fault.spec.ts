import { GraphQLError } from 'graphql';

import { Fault, FaultError, faultOr } from './fault.js';
import { formatGraphqlError } from './graphql-errors.js';

it('turns an expected failure into the Fault of a union', async () => {
  const fault = await faultOr(() => Promise.reject(new FaultError('TOO_MANY_ATTEMPTS', { retryAfterSeconds: 7 })));
  expect(fault).toBeInstanceOf(Fault);
  expect(fault).toEqual({ code: 'TOO_MANY_ATTEMPTS', detail: null, field: null, retriable: true, retryAfterSeconds: 7 });
});

it('passes results and defects on', async () => {
  expect(await faultOr(() => Promise.resolve(7))).toBe(7);
  await expect(faultOr(() => Promise.reject(new TypeError('defect')))).rejects.toThrow(TypeError);
});

const format = (error: GraphQLError) => formatGraphqlError(error.toJSON(), error);

it('answers a defect without a word of what it was', () => {
  const error = new GraphQLError('password of anna', { originalError: new Error('password of anna'), path: ['me'] });
  expect(format(error)).toEqual({ message: 'Internal error.', path: ['me'], extensions: { code: 'INTERNAL_SERVER_ERROR' } });
});

it('keeps the code of a fault that no union expresses', () => {
  const error = new GraphQLError('x', { originalError: new FaultError('SESSION_ENDED', { detail: 'internal' }) });
  expect(format(error)).toEqual({ message: 'SESSION_ENDED', extensions: { code: 'FAULT', fault: 'SESSION_ENDED' } });
});

it("keeps a client's mistake as it is", () => {
  expect(format(new GraphQLError('Not signed in.', { extensions: { code: 'UNAUTHENTICATED' } }))).toEqual({
    message: 'Not signed in.',
    extensions: { code: 'UNAUTHENTICATED' },
  });
  expect(format(new GraphQLError('Unknown field.'))).toEqual({
    message: 'Unknown field.',
    extensions: { code: 'BAD_USER_INPUT' },
  });
});
