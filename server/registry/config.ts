/** Configuration of the registry. @module */

import Type, { type Static } from 'typebox';
import { keySource, pageOrigin, place, strict, text, tokenKey, webAddress } from '../shared/config.ts';

/** Demonstration transport for rehearsals: writes messages as files into a directory, shown to everyone at /outbox. */
const demo = Type.Object({ demo: text }, strict);

export const configSchema = Type.Object(
  {
    /** Connection string of the role sivei_registry. */
    database: text,
    listen: place,
    ops: place,
    manifest: text,
    keys: Type.Object({ registrar: keySource, ticket: keySource, sealing: tokenKey }, strict),
    /** File of the help line's numbers by country (crypto/help-lines.ts): every mail shows them. */
    helpLines: text,
    /** Base URLs without a slash at the end. */
    voting: webAddress,
    booth: webAddress,
    /** Origins of pages that may call the registry. */
    origins: Type.Array(pageOrigin, { maxItems: 50 }),
    mail: Type.Union([
      demo,
      Type.Object(
        {
          host: text,
          port: Type.Integer({ minimum: 1, maximum: 65_535 }),
          /**
           * True for TLS from the first byte; false for STARTTLS, which is required unless the host is this machine.
           */
          secure: Type.Boolean(),
          user: Type.Optional(text),
          passwordFile: Type.Optional(text),
          from: text,
        },
        strict,
      ),
    ]),
    sms: Type.Union([demo, Type.Object({ gateway: webAddress, tokenFile: text }, strict)]),
    /** Requests per minute from one address; default 300. */
    requestsPerMinute: Type.Optional(Type.Integer({ minimum: 1 })),
    /** Whether a reverse proxy reports the client's address (X-Forwarded-For). */
    trustProxy: Type.Optional(Type.Boolean()),
  },
  strict,
);

export type RegistryConfig = Static<typeof configSchema>;
