/** Rule on whether a site may serve a person, for the registry and for the desk (docs/decisions/0008). @module */

import type { Site } from '#crypto/manifest/election.ts';
import { grounds } from '#crypto/record/in-person.ts';
import type { Modality } from '../api/schemas.ts';

export interface Registration {
  readonly modality: Modality;
  /** Position in the manifest of the site where the person is registered to vote in person. */
  readonly site: number | null;
  /** Whether the credential to vote is in force. */
  readonly inForce: boolean;
}

type Ground = (typeof grounds)[keyof typeof grounds];

/** Reasons why a site may not serve a person, each the code of an error. */
export type Ineligible = 'not-in-force' | 'registered-postal' | 'registered-internet' | 'other-site';

/** Returns the ground on which the site may serve the person, or the reason why it may not. */
export function eligibilityAt(
  own: Pick<Site, 'position' | 'moves'>,
  { modality, site, inForce }: Registration,
): { readonly ground: Ground } | { readonly refusal: Ineligible } {
  if (!inForce) return { refusal: 'not-in-force' };
  if (modality === 'postal') return { refusal: 'registered-postal' };
  if (modality === 'walk-in') return { ground: grounds.walkIn };
  if (modality === 'internet')
    return own.moves ? { ground: grounds.moved } : { refusal: 'registered-internet' };
  return site === own.position ? { ground: grounds.registered } : { refusal: 'other-site' };
}
