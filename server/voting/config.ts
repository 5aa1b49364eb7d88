/** Configuration of the voting process. @module */

import Type, { type Static } from 'typebox';
import { keySource, place, strict, text, webAddress } from '../shared/config.ts';

export const configSchema = Type.Object(
  {
    /** Connection string of the role sivei_voting. */
    database: text,
    listen: place,
    ops: place,
    manifest: text,
    /** Folder of the board's files. */
    directory: text,
    keys: Type.Object(
      {
        board: keySource,
        /** File with the 32-byte seed of the log's key in hexadecimal. */
        log: text,
        /** Public half of the key with which the registry signs tickets: P-256 in hexadecimal. */
        ticket: Type.String({ pattern: '^0[23][0-9a-f]{64}$' }),
        /**
         * File with the 32-byte secret, in hexadecimal, of the key to which kiosks encrypt kept ballots; needed where
         * there are sites.
         */
        envelopes: Type.Optional(text),
      },
      strict,
    ),
    /** Addresses of the manifest's witnesses; a witness without one is not asked. */
    witnesses: Type.Array(Type.Object({ vkey: text, url: webAddress }, strict), { maxItems: 63 }),
    /** Folder of the built booth (`npm run build:booth`); default: none is served. */
    booth: Type.Optional(text),
    /** Threads that check ballots; default: one for each core but one. */
    threads: Type.Optional(Type.Integer({ minimum: 1, maximum: 256 })),
    /** Minimum milliseconds between batches; default 250. */
    interval: Type.Optional(Type.Integer({ minimum: 10, maximum: 10_000 })),
    /** Requests per minute from one address, without the board's immutable files; default 600. */
    requestsPerMinute: Type.Optional(Type.Integer({ minimum: 1 })),
    /** Whether a reverse proxy reports the client's address (X-Forwarded-For). */
    trustProxy: Type.Optional(Type.Boolean()),
  },
  strict,
);

export type VotingConfig = Static<typeof configSchema>;
