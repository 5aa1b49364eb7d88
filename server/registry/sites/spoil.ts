/** Spoiling of a card that was lost before use: its credential is revoked, and the desk gives another. @module */

import { decodeElement } from '#crypto/group.ts';
import { causes, encodeRevocation } from '#crypto/record/office.ts';
import { signEntry } from '#crypto/entry/entry.ts';
import { registryProblem } from '../problems.ts';
import type { Services } from '../services.ts';
import { presenceOf } from './person.ts';

export interface Spoiled {
  readonly site: number;
  readonly person: string;
  /** Claim under which the card was given. */
  readonly claim: string;
  /** Encoded credential. */
  readonly credential: Uint8Array;
}

/**
 * Revokes the card's credential; throws `card-used` if a ballot of it is on the board. The person stays marked as
 * served here.
 */
export async function spoilCard(services: Services, { person, claim, credential }: Spoiled): Promise<void> {
  const { pool, voting, registrar, election } = services;
  if ((await presenceOf(pool, person))?.claim !== claim) throw registryProblem('person-unknown');
  const before = await voting.credential(credential);
  if (before.revoked) return;
  if (before.voted) throw registryProblem('card-used');
  const unsigned = encodeRevocation({ credential: decodeElement(credential), cause: causes.lost });
  try {
    await voting.postEntry(await signEntry(registrar, election.id, unsigned));
  } catch (error) {
    const after = await voting.credential(credential);
    if (after.voted) throw registryProblem('card-used');
    if (!after.revoked) throw error;
  }
}
