/**
 * Plain JSON Schema for files that people exchange, with the types that typebox derives. The library's own builders do
 * the same; they bring hundreds of modules, which every short-lived program and the voters' page would load.
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

/** What JSON Schema says is what the type says: the cast adds typebox's own marks, which exist in types alone. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the parameter is what the cast is to
const as = <T extends TSchema>(schema: object): T => schema as T;

/** An object with exactly these members, some of which may be absent. */
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
/** One of these texts. */
export const oneOf = <const V extends string[]>(...values: V): TEnum<V> =>
  as({ type: 'string', enum: values });
export const array = <T extends TSchema>(items: T, limits: Limits = {}): TArray<T> =>
  as({ type: 'array', items, ...limits });
export const union = <const T extends TSchema[]>(...anyOf: T): TUnion<T> => as({ anyOf });

/** Whether a value is as the schema says. */
export { Check as check };

export interface SchemaFault {
  /** Steps from the document to the value. */
  readonly steps: readonly string[];
  readonly what: string;
}

/** The first thing that the schema objects to. */
export function faultOf(schema: TSchema, value: unknown): SchemaFault {
  const [, errors] = Errors(schema, value);
  // Of a member too many two errors are told: that it is there, and who must not have it.
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
