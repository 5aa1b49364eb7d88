/** What whoever runs the voting process must say. @module */

import Type, { type Static } from 'typebox';
import { keySource, place, strict, text, webAddress } from '../shared/config.ts';

export const configSchema = Type.Object(
  {
    /** Connection string of the role sivei_voting. */
    database: text,
    listen: place,
    ops: place,
    manifest: text,
    /** The folder of the board's files. */
    directory: text,
    keys: Type.Object(
      {
        board: keySource,
        /** File with the 32-byte seed of the log's key in hexadecimal. */
        log: text,
        /** Public half of the key with which the registry signs tickets: P-256 in hexadecimal. */
        ticket: Type.String({ pattern: '^0[23][0-9a-f]{64}$' }),
        /** File with the 32-byte secret, in hexadecimal, for which kiosks seal what they keep; needed where there are sites. */
        envelopes: Type.Optional(text),
      },
      strict,
    ),
    /** Where the manifest's witnesses are; those without an address are not asked. */
    witnesses: Type.Array(Type.Object({ vkey: text, url: webAddress }, strict), { maxItems: 63 }),
    /** The folder of the built booth (`npm run build:booth`); default: none is served. */
    booth: Type.Optional(text),
    /** Threads that check ballots; default: one for each core but one. */
    threads: Type.Optional(Type.Integer({ minimum: 1, maximum: 256 })),
    /** Milliseconds between batches at least; default 250. */
    interval: Type.Optional(Type.Integer({ minimum: 10, maximum: 10_000 })),
    /** Of one address in a minute, without the board's files that never change; default 600. */
    requestsPerMinute: Type.Optional(Type.Integer({ minimum: 1 })),
    /** A proxy before us says who asks. */
    trustProxy: Type.Optional(Type.Boolean()),
  },
  strict,
);

export type VotingConfig = Static<typeof configSchema>;
