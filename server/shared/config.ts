/** Schemas shared by the configurations, and the reader of a configuration file. @module */

import Type, { type Static, type TSchema } from 'typebox';
import Value from 'typebox/value';
import { ConfigurationError } from './exit-codes.ts';
import { readPrivate } from './files.ts';
import { parseJson } from './http/json.ts';
import type { Sentence } from '../api/schemas.ts';

export const strict = { additionalProperties: false } as const;
export const text = Type.String({ minLength: 1, maxLength: 1000 });
export const webAddress = Type.String({ pattern: '^https?://[^\\s#?]+$', maxLength: 1000 });
/** Origin of a page: scheme, host, port. */
export const pageOrigin = Type.String({ pattern: '^https?://[^\\s/#?]+$', maxLength: 300 });
export const place = Type.Object({ host: text, port: Type.Integer({ minimum: 0, maximum: 65_535 }) }, strict);

const token = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('pkcs11'),
      module: text,
      parameters: Type.Optional(text),
      label: text,
      serial: Type.Optional(text),
    },
    strict,
  ),
  Type.Object({ kind: Type.Literal('software'), directory: text }, strict),
]);
export const tokenKey = Type.Object({ token, key: text, pinFile: text }, strict);
export const keySource = Type.Union([Type.Object({ file: text }, strict), tokenKey]);

/** Returns the validated value; throws a ConfigurationError that names the first invalid member. */
export function checkConfig<T extends TSchema>(schema: T, value: unknown): Static<T> {
  if (Value.Check(schema, value)) return value;
  const { instancePath, ...fault } = nearest([...Value.Errors(schema, value)]);
  const { es, en } = describe(fault);
  throw new ConfigurationError({
    es: `configuración${instancePath}: ${es}. El programa no arranca. Corrija ese miembro.`,
    en: `configuration${instancePath}: ${en}. The program does not start. Correct that member.`,
  });
}

/** Reads and validates a configuration. It holds passwords, so only its owner may be able to read the file. */
export async function readConfig<T extends TSchema>(schema: T, file: string): Promise<Static<T>> {
  const content = await readPrivate(file);
  let value: unknown;
  try {
    value = parseJson(Buffer.from(content));
  } catch (error) {
    const { message } = error as Error;
    throw new ConfigurationError(
      {
        es: `${file} no es JSON bien formado (${message}). El programa no arranca. Corrija el archivo.`,
        en: `${file} is no well-formed JSON (${message}). The program does not start. Correct the file.`,
      },
      { cause: error },
    );
  }
  return checkConfig(schema, value);
}

type Fault = ReturnType<typeof Value.Errors>[number];

/**
 * Returns the first error. If a member has several allowed forms, returns the first error of the form with the fewest
 * errors.
 */
function nearest(faults: readonly Fault[]): Fault {
  const [first] = faults as [Fault];
  const [form] = /^.*?\/anyOf\//.exec(first.schemaPath) ?? [];
  if (form === undefined) return first;
  const byForm = new Map<string, Fault[]>();
  for (const fault of faults.filter(({ schemaPath }) => schemaPath.startsWith(form))) {
    const name = fault.schemaPath.slice(form.length).split('/')[0]!;
    byForm.set(name, [...(byForm.get(name) ?? []), fault]);
  }
  return [...byForm.values()].toSorted((a, b) => a.length - b.length)[0]![0]!;
}

function describe({ keyword, params, message }: Pick<Fault, 'keyword' | 'params' | 'message'>): Sentence {
  if (keyword === 'boolean') return { es: 'no se conoce ese miembro', en: 'there is no such member' };
  if (keyword === 'required') {
    const names = (params as { requiredProperties: readonly string[] }).requiredProperties.join(', ');
    return { es: `falta ${names}`, en: `${names} is missing` };
  }
  return { es: `no tiene la forma debida (${message})`, en: `not of the right form (${message})` };
}
