/** Configuration of a site's desk. @module */

import Type, { type Static } from 'typebox';
import { keySource, place, strict, text, webAddress } from '../shared/config.ts';

export const configSchema = Type.Object(
  {
    listen: place,
    ops: place,
    manifest: text,
    /** Code of the site in the manifest. */
    site: text,
    /** Base URLs without a slash at the end. */
    registry: webAddress,
    voting: webAddress,
    keys: Type.Object(
      {
        /** The site's key, which the manifest names. */
        site: keySource,
        /** File with the 32-byte secret key, in hexadecimal, that decrypts the registrar's kit. */
        kit: text,
      },
      strict,
    ),
    /** File of the kit, made by the registrar with `registry kit`. */
    kit: text,
    /** Folder that only the desk uses: its journal and accounts. */
    state: text,
    /** Folder of the built pages (`npm run build:site`); by default no pages are served. */
    pages: Type.Optional(text),
    /** Minutes for which a kiosk accepts a card; default 30. */
    cardMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 600 })),
    /** Requests of one address per minute; default 600. */
    requestsPerMinute: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  strict,
);

export type DeskConfig = Static<typeof configSchema>;
