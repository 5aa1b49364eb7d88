/**
 * Builders of plain JSON Schema with the types that typebox derives. The library's own builders do the same, but they
 * load hundreds of modules, in every short-lived program and in the voters' page.
 * @module
 */

import type {
  TArray,
  TBoolean,
  TEnum,
  TInteger,
  TLiteral,
  TNull,
  TObject,
  TOptional,
  TProperties,
  TSchema,
  TString,
  TUnion,
} from 'typebox';
import { Check, Errors } from 'typebox/schema';

type Optional<P extends TProperties> = { [K in keyof P]: TOptional<P[K]> };
type Limits = Readonly<Record<string, number | string>>;

/**
 * Returns the schema with the typebox type that describes it. The markers of that type do not exist at run time, so
 * this is a cast.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the parameter is what the cast is to
const as = <T extends TSchema>(schema: object): T => schema as T;

/** Returns the schema of an object with exactly these members; those in `optional` may be absent. */
// oxlint-disable-next-line typescript/no-generated-empty-object-type -- none is optional, unless said
export const record = <P extends TProperties, O extends TProperties = Record<never, never>>(
  members: P,
  {
    optional,
    ...more
  }: { readonly optional?: O; readonly title?: string; readonly description?: string } = {},
): TObject<P & Optional<O>> =>
  as({
    type: 'object',
    required: Object.keys(members),
    properties: { ...members, ...optional },
    additionalProperties: false,
    ...more,
  });

export const string = (limits: Limits = {}): TString => as({ type: 'string', ...limits });
export const integer = (limits: Limits = {}): TInteger => as({ type: 'integer', ...limits });
export const boolean = (): TBoolean => as({ type: 'boolean' });
export const nothing = (): TNull => as({ type: 'null' });
export const literal = <const V extends string>(value: V): TLiteral<V> =>
  as({ type: 'string', const: value });
/** Returns the schema of a string that is one of `values`. */
export const oneOf = <const V extends string[]>(...values: V): TEnum<V> =>
  as({ type: 'string', enum: values });
export const array = <T extends TSchema>(items: T, limits: Limits = {}): TArray<T> =>
  as({ type: 'array', items, ...limits });
export const union = <const T extends TSchema[]>(...anyOf: T): TUnion<T> => as({ anyOf });

/** Whether a value satisfies the schema. */
export { Check as check };

export interface SchemaFault {
  /** Property names and array indices that lead from the root of the document to the faulty value. */
  readonly steps: readonly string[];
  readonly what: string;
}

/** Returns the first fault of a value that the schema rejects. */
export function faultOf(schema: TSchema, value: unknown): SchemaFault {
  const [, errors] = Errors(schema, value);
  // An unexpected property yields two errors; report the second, which names it.
  const first = errors.find(({ keyword }) => keyword !== 'boolean');
  const params = first?.params as
    | { requiredProperties?: string[]; additionalProperties?: string[] }
    | undefined;
  const names = params?.requiredProperties ?? params?.additionalProperties;
  return {
    steps: (first?.instancePath ?? '').split('/').slice(1),
    what: `${first?.message ?? 'malformed'}${names ? `: ${names.join(', ')}` : ''}`,
  };
}
