import { GraphQLError, Kind, NoSchemaIntrospectionCustomRule } from 'graphql';
import type { SelectionNode, SelectionSetNode, ValidationContext, ValidationRule } from 'graphql';

/** The deepest document of console and agent has seven levels, the standard introspection query fifteen. */
export const MAX_DEPTH = 15;
/** Root fields with aliases would multiply password and pairing-code guesses in one request. */
export const MAX_ROOT_FIELDS = 8;
/** Tokens of one document; Apollo and the WebSocket server stop parsing there. */
export const MAX_TOKENS = 4_000;

/** Adds up a document's selections; each fragment is measured once, or fragments in fragments would take for ever. */
class Measure {
  private readonly fragments: ReadonlyMap<string, SelectionSetNode>;
  private readonly depths = new Map<string, number>();
  private readonly counts = new Map<string, number>();

  constructor(context: ValidationContext) {
    const definitions = context.getDocument().definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
    this.fragments = new Map(definitions.map((definition) => [definition.name.value, definition.selectionSet]));
  }

  /** Levels of fields. */
  depth(set: SelectionSetNode | undefined): number {
    return (set?.selections ?? []).reduce((deepest, selection) => Math.max(deepest, this.depthOf(selection)), 0);
  }

  /** Fields of this level, through fragments. */
  fields(set: SelectionSetNode | undefined): number {
    return (set?.selections ?? []).reduce((sum, selection) => sum + this.fieldsOf(selection), 0);
  }

  private depthOf(selection: SelectionNode): number {
    if (selection.kind === Kind.FIELD) return 1 + this.depth(selection.selectionSet);
    if (selection.kind === Kind.INLINE_FRAGMENT) return this.depth(selection.selectionSet);
    return this.once(this.depths, selection.name.value, (set) => this.depth(set));
  }

  private fieldsOf(selection: SelectionNode): number {
    if (selection.kind === Kind.FIELD) return 1;
    if (selection.kind === Kind.INLINE_FRAGMENT) return this.fields(selection.selectionSet);
    return this.once(this.counts, selection.name.value, (set) => this.fields(set));
  }

  /** A fragment inside itself counts 0 there; graphql's own rules refuse it. */
  private once(known: Map<string, number>, name: string, measure: (set: SelectionSetNode | undefined) => number): number {
    const before = known.get(name);
    if (before !== undefined) return before;
    known.set(name, 0);
    const value = measure(this.fragments.get(name));
    known.set(name, value);
    return value;
  }
}

const depthLimit: ValidationRule = (context) => ({
  OperationDefinition(operation) {
    if (new Measure(context).depth(operation.selectionSet) > MAX_DEPTH) {
      context.reportError(new GraphQLError(`The document is deeper than ${MAX_DEPTH} levels.`, { nodes: operation }));
    }
  },
});

const rootFieldLimit: ValidationRule = (context) => ({
  OperationDefinition(operation) {
    if (new Measure(context).fields(operation.selectionSet) > MAX_ROOT_FIELDS) {
      context.reportError(new GraphQLError(`The document has more than ${MAX_ROOT_FIELDS} root fields.`, { nodes: operation }));
    }
  },
});

/** The extra rules for HTTP and WebSocket alike, on top of graphql's `specifiedRules`. */
export function validationRules(options: { readonly introspection: boolean }): ValidationRule[] {
  return [depthLimit, rootFieldLimit, ...(options.introspection ? [] : [NoSchemaIntrospectionCustomRule])];
}
