/** Election from the manifest that a page contains. @module */

import { utf8 } from '#crypto/bytes.ts';
import { parseManifest, type Election } from '#crypto/manifest/election.ts';
import type { ShownElection } from '../contract/booth.ts';
import type { Pins } from '../contract/pins.ts';

export const electionOf = ({ manifest }: Pins): Election => parseManifest(utf8(manifest));

/**
 * Returns the part of the election that screens need and that a worker can post to the page. `closes`: the end in
 * force, by default that of the manifest.
 */
export const shownElection = (
  { manifest, opens, closes: planned }: Election,
  closes = planned,
): ShownElection => ({ manifest, opens, closes, isExtended: closes > planned });
