/** The election of the page's own manifest. @module */

import { utf8 } from '#crypto/bytes.ts';
import { parseManifest, type Election } from '#crypto/manifest/election.ts';
import type { ShownElection } from '../contract/booth.ts';
import type { Pins } from '../contract/pins.ts';

export const electionOf = ({ manifest }: Pins): Election => parseManifest(utf8(manifest));

/** What can be sent to the page. */
export function shownOf(election: Election): ShownElection {
  return { ...election, trustees: undefined } as ShownElection;
}
