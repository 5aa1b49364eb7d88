/**
 * Pool of a site: codes for the desk, and the credentials derived from them for the board (spec §11.2). The codes are
 * in the returned value only.
 * @module
 */

import { compareBytes } from '#crypto/bytes.ts';
import { encodePool } from '#crypto/record/in-person.ts';
import { MAX_LIST } from '#crypto/record/office.ts';
import { signEntry } from '#crypto/entry/entry.ts';
import { Deriver } from '../issue/deriver.ts';
import type { NewCredential } from '../issue/fresh.ts';
import { assertBeforeOpening } from '../issue/issue.ts';
import type { Services } from '../services.ts';

export type PoolProgress = (step: 'codes' | 'lists', done: number, total: number) => void;

/** Number of codes derived at a time. */
const BATCH = 256;

/**
 * Makes a pool of credentials for a site and returns their codes. It is allowed only before voting opens. If it is
 * interrupted, nobody has the codes of the credentials that are already on the board, so nobody can use them.
 */
export async function makePool(
  services: Services,
  site: number,
  count: number,
  progress: PoolProgress = () => undefined,
): Promise<readonly string[]> {
  await assertBeforeOpening(services);
  const fresh = await derive(services.election.id, count, progress);
  const { registrar, election, voting } = services;
  const sorted = fresh.map(({ X }) => X).toSorted(compareBytes);
  for (let i = 0; i < count; i += MAX_LIST) {
    const credentials = sorted.slice(i, i + MAX_LIST);
    await voting.postEntry(await signEntry(registrar, election.id, encodePool({ site, credentials })));
    progress('lists', Math.min(i + MAX_LIST, count), count);
  }
  return fresh.map(({ code }) => code);
}

async function derive(
  electionId: Uint8Array,
  count: number,
  progress: PoolProgress,
): Promise<NewCredential[]> {
  const deriver = new Deriver(electionId, count);
  const fresh: NewCredential[] = [];
  try {
    while (fresh.length < count) {
      fresh.push(...(await deriver.derive(Math.min(BATCH, count - fresh.length))));
      progress('codes', fresh.length, count);
    }
    return fresh;
  } finally {
    await deriver.close();
  }
}
