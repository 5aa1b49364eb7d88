/** Forms that configurations share, and the one way to read a configuration. @module */

import { readFile } from 'node:fs/promises';
import Type, { type Static, type TSchema } from 'typebox';
import Value from 'typebox/value';
import { parseJson } from './http/json.ts';

export const strict = { additionalProperties: false } as const;
export const text = Type.String({ minLength: 1, maxLength: 1000 });
export const webAddress = Type.String({ pattern: '^https?://[^\\s#?]+$', maxLength: 1000 });
/** Of a page: scheme, host, port. */
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

/** Throws, naming the first member that is wrong. */
export function checkConfig<T extends TSchema>(schema: T, value: unknown): Static<T> {
  if (Value.Check(schema, value)) return value;
  const [first] = Value.Errors(schema, value);
  throw new Error(`configuration${first?.instancePath ?? ''}: ${first?.message ?? 'malformed'}`);
}

export async function readConfig<T extends TSchema>(schema: T, file: string): Promise<Static<T>> {
  return checkConfig(schema, parseJson(await readFile(file)));
}
