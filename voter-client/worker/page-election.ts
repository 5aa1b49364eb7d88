/** Election of the page's own manifest. @module */

import { utf8 } from '#crypto/bytes.ts';
import { parseManifest, type Election } from '#crypto/manifest/election.ts';
import type { ShownElection } from '../contract/booth.ts';
import type { Pins } from '../contract/pins.ts';

export const electionOf = ({ manifest }: Pins): Election => parseManifest(utf8(manifest));

/** Returns the part that screens need and that can be posted to the page. */
export const shownElection = ({ manifest, opens, closes }: Election): ShownElection => ({
  manifest,
  opens,
  closes,
});
