import { getOperationAST, GraphQLError, Kind, OperationTypeNode, parse, specifiedRules, validate, visit } from 'graphql';
import type { DocumentNode, FieldNode, GraphQLSchema, OperationDefinitionNode, ValidationRule } from 'graphql';

import { MAX_TOKENS, validationRules } from '../common/validation-rules.js';

/** A document that is valid and subscribes to one field. */
export interface SubscriptionDocument {
  /** Tells documents apart; never given twice. */
  readonly number: number;
  readonly document: DocumentNode;
  readonly operationName: string | null;
  /** Name in the schema of the one root field. */
  readonly fieldName: string;
  readonly rootField: FieldNode;
}

export interface DocumentsOptions {
  /** Allows introspection and suggestions, as over HTTP. */
  readonly development: boolean;
  readonly capacity: number;
}

/** Parses and validates with the rules of HTTP; what consoles ask again and again is kept, up to a bound. */
export class SubscriptionDocuments {
  private readonly known = new Map<string, SubscriptionDocument>();
  private readonly rules: readonly ValidationRule[];
  private made = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly options: DocumentsOptions,
  ) {
    this.rules = [...specifiedRules, ...validationRules({ introspection: options.development })];
  }

  /** @returns the document, or what is wrong with it */
  prepare(query: string, operationName: string | null): SubscriptionDocument | readonly GraphQLError[] {
    const key = JSON.stringify([operationName, query]);
    const before = this.known.get(key);
    if (before !== undefined) {
      // Last used, last forgotten.
      this.known.delete(key);
      this.known.set(key, before);
      return before;
    }
    const prepared = this.check(query, operationName);
    if ('document' in prepared) this.keep(key, prepared);
    return prepared;
  }

  private keep(key: string, document: SubscriptionDocument): void {
    this.known.set(key, document);
    const oldest = this.known.keys().next();
    if (this.known.size > this.options.capacity && oldest.done !== true) this.known.delete(oldest.value);
  }

  private check(query: string, operationName: string | null): SubscriptionDocument | readonly GraphQLError[] {
    let document: DocumentNode;
    try {
      document = parse(query, { maxTokens: MAX_TOKENS });
    } catch (error) {
      if (error instanceof GraphQLError) return [withCode(error.message, 'GRAPHQL_PARSE_FAILED')];
      throw error;
    }
    const errors = validate(this.schema, document, this.rules);
    if (errors.length > 0) return errors.map(({ message }) => withCode(this.discreet(message), 'GRAPHQL_VALIDATION_FAILED'));
    const operation = getOperationAST(document, operationName);
    if (!operation) return [withCode('Name one operation of the document.', 'OPERATION_RESOLUTION_FAILURE')];
    const rootField = soleField(operation, document);
    if (operation.operation !== OperationTypeNode.SUBSCRIPTION || rootField === null) {
      return [withCode('Only subscriptions come over the WebSocket; send queries and mutations over HTTP.', 'BAD_REQUEST')];
    }
    this.made += 1;
    return { number: this.made, document, operationName, rootField, fieldName: rootField.name.value };
  }

  /** Suggestions would tell the schema name by name. */
  private discreet(message: string): string {
    return this.options.development ? message : message.replace(/ ?Did you mean .+\?$/, '');
  }
}

function withCode(message: string, code: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

/** The rules leave a subscription exactly one field, which may stand in a fragment. */
function soleField(operation: OperationDefinitionNode, document: DocumentNode): FieldNode | null {
  const fragments = new Map(
    document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION).map((one) => [one.name.value, one]),
  );
  let set = operation.selectionSet;
  for (;;) {
    const first = set.selections[0];
    if (first === undefined) return null;
    if (first.kind === Kind.FIELD) return first;
    const inner = first.kind === Kind.INLINE_FRAGMENT ? first : fragments.get(first.name.value);
    if (inner === undefined) return null;
    set = inner.selectionSet;
  }
}

/**
 * The variable that carries an argument of the root field, and nothing else in the document.
 * @returns null when the argument is written out, left out, or its variable has another use
 */
export function variableOf({ document, rootField }: SubscriptionDocument, argument: string): string | null {
  const value = rootField.arguments?.find(({ name }) => name.value === argument)?.value;
  if (value?.kind !== Kind.VARIABLE) return null;
  const wanted = value.name.value;
  let uses = 0;
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void (uses += name.value === wanted ? 1 : 0),
  });
  return uses === 1 ? wanted : null;
}
