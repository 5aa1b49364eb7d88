/** References from entries to blobs (spec §2.6). @module */

import type { BlobRef } from '../entry/entry.ts';
import { parseSiteClosing } from './in-person.ts';
import { Kind } from '../entry/kinds.ts';
import { parseManifestEntry, parseResultEntry, parseShareEntry, parseTallyEntry } from './office.ts';

const blobs = new Map<number, (entry: Uint8Array) => BlobRef>([
  [Kind.manifest, parseManifestEntry],
  [Kind.siteClosing, (entry) => parseSiteClosing(entry).held],
  [Kind.tally, parseTallyEntry],
  [Kind.decryptionShare, (entry) => parseShareEntry(entry).share],
  [Kind.result, parseResultEntry],
]);

/** Returns the blob that an entry names; undefined if its kind names none. Throws if the entry is malformed. */
export const blobRefOf = (entry: Uint8Array): BlobRef | undefined => blobs.get(entry[0]!)?.(entry);
