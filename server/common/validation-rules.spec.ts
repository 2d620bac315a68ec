import { buildSchema, getIntrospectionQuery, parse, validate } from 'graphql';

import { MAX_DEPTH, MAX_ROOT_FIELDS, validationRules } from './validation-rules.js';

const schema = buildSchema('type Node { next: Node value: Int } type Query { node: Node }');
const faults = (document: string, introspection = false): string[] =>
  validate(schema, parse(document), validationRules({ introspection })).map(({ message }) => message);
const nested = (levels: number): string => (levels === 1 ? '{ value }' : `{ next ${nested(levels - 1)} }`);

it('allows as deep as the limit, and no deeper', () => {
  expect(faults(`{ node ${nested(MAX_DEPTH - 1)} }`)).toEqual([]);
  expect(faults(`{ node ${nested(MAX_DEPTH)} }`)).toEqual([`The document is deeper than ${MAX_DEPTH} levels.`]);
});

it('counts depth through fragments', () => {
  const document = `{ node { ...deep } } fragment deep on Node ${nested(MAX_DEPTH)}`;
  expect(faults(document)).toHaveLength(1);
});

it('is not caught by a fragment inside itself', () => {
  expect(faults('{ node { ...loop } } fragment loop on Node { next { ...loop } }')).toEqual([]);
});

it('measures fragments in fragments once', () => {
  const fragments = Array.from(
    { length: 40 },
    (_, index) => `fragment f${index} on Node { a: next { ...f${index + 1} } b: next { ...f${index + 1} } }`,
  );
  expect(faults(`{ node { ...f0 } } ${fragments.join(' ')} fragment f40 on Node { value }`)).toHaveLength(1);
});

it('limits root fields, aliases and fragments included', () => {
  const aliases = (count: number): string => Array.from({ length: count }, (_, index) => `a${index}: node { value }`).join(' ');
  expect(faults(`{ ${aliases(MAX_ROOT_FIELDS)} }`)).toEqual([]);
  expect(faults(`{ ${aliases(MAX_ROOT_FIELDS + 1)} }`)).toHaveLength(1);
  expect(faults(`{ ...all ...all } fragment all on Query { ${aliases(MAX_ROOT_FIELDS)} }`)).toHaveLength(1);
});

it('refuses introspection unless it is allowed', () => {
  expect(faults('{ __schema { description } }')).not.toEqual([]);
  expect(faults(getIntrospectionQuery(), true)).toEqual([]);
});
