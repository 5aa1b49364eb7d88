/** What whoever runs the registry must say. @module */

import { readFile } from 'node:fs/promises';
import { Type, type Static } from 'typebox';
import Value from 'typebox/value';

const strict = { additionalProperties: false } as const;
const text = Type.String({ minLength: 1, maxLength: 1000 });
const webAddress = Type.String({ pattern: '^https?://[^\\s#?]+$', maxLength: 1000 });
const place = Type.Object({ host: text, port: Type.Integer({ minimum: 0, maximum: 65_535 }) }, strict);

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
const tokenKey = Type.Object({ token, key: text, pinFile: text }, strict);
const keySource = Type.Union([Type.Object({ file: text }, strict), tokenKey]);

/** Messages as files in a directory that everyone who opens /outbox reads: for rehearsals. */
const demo = Type.Object({ demo: text }, strict);

export const configSchema = Type.Object(
  {
    /** Connection string of the role sivei_registry. */
    database: text,
    listen: place,
    ops: place,
    manifest: text,
    keys: Type.Object({ registrar: keySource, ticket: keySource, sealing: tokenKey }, strict),
    /** Base URLs without a slash at the end. */
    voting: webAddress,
    booth: webAddress,
    /** Of pages that may call. */
    origins: Type.Array(Type.String({ pattern: '^https?://[^\\s/#?]+$', maxLength: 300 }), { maxItems: 50 }),
    mail: Type.Union([
      demo,
      Type.Object(
        {
          host: text,
          port: Type.Integer({ minimum: 1, maximum: 65_535 }),
          /** TLS from the first byte; otherwise STARTTLS is required unless the host is this machine. */
          secure: Type.Boolean(),
          user: Type.Optional(text),
          passwordFile: Type.Optional(text),
          from: text,
        },
        strict,
      ),
    ]),
    sms: Type.Union([demo, Type.Object({ gateway: webAddress, tokenFile: text }, strict)]),
    /** Of one address in a minute; default 300. */
    requestsPerMinute: Type.Optional(Type.Integer({ minimum: 1 })),
    /** A proxy before us says who asks. */
    trustProxy: Type.Optional(Type.Boolean()),
  },
  strict,
);

export type RegistryConfig = Static<typeof configSchema>;

/** Throws, naming the first member that is wrong. */
export function checkConfig(value: unknown): RegistryConfig {
  if (Value.Check(configSchema, value)) return value;
  const [first] = Value.Errors(configSchema, value);
  throw new Error(`configuration${first?.instancePath ?? ''}: ${first?.message ?? 'malformed'}`);
}

export async function readConfig(file: string): Promise<RegistryConfig> {
  return checkConfig(JSON.parse(await readFile(file, 'utf8')));
}
