/** Small elections for tests of crypto: a manifest, the keys of all parties, and a key ceremony in memory. @module */

import { Ceremony } from '#crypto/ceremony/ceremony.ts';
import { RunSecrets } from '#crypto/ceremony/trustee.ts';
import { G, multiply, randomScalar, type Element, type Scalar } from '#crypto/group.ts';
import { parseManifest, type Election } from '#crypto/manifest/election.ts';
import { randomBytes } from '#crypto/random.ts';
import { signEntry } from '#crypto/entry/entry.ts';
import {
  newParties,
  writeManifest,
  type ManifestTemplate,
  type Parties,
  type PartyNumbers,
} from '#server/rehearsal/parties/parties.ts';
import { mini } from '../negative/mini.ts';

export const threeTrustees = { count: 3, threshold: 2, alternates: 1 };

export interface TestElection {
  readonly election: Election;
  readonly parties: Parties;
}

export function testElection(
  template: ManifestTemplate = mini,
  numbers: PartyNumbers = threeTrustees,
  parties: Parties = newParties(numbers),
): TestElection {
  return { parties, election: parseManifest(writeManifest(template, parties, numbers)) };
}

export interface HeldCeremony extends TestElection {
  readonly ceremony: Ceremony;
  readonly shares: ReadonlyMap<number, Scalar>;
  /** Messages of the ceremony, as entries of the board. */
  readonly entries: readonly Uint8Array[];
  /** Posts a trustee's message, signed by that trustee. */
  readonly post: (trustee: number, unsigned: Uint8Array, clock?: number) => Promise<number | undefined>;
}

/** Holds a key ceremony up to the certificates, with everyone honest. */
export async function heldCeremony(base: TestElection = testElection()): Promise<HeldCeremony> {
  const { election, parties } = base;
  const ceremony = new Ceremony(election, 0);
  const entries: Uint8Array[] = [];
  const post = async (trustee: number, unsigned: Uint8Array, clock = 0): Promise<number | undefined> => {
    const entry = await signEntry(parties.trustees[trustee - 1]!.signer, election.id, unsigned);
    const culprit = ceremony.accept(entry, clock);
    entries.push(entry);
    return culprit;
  };
  const numbers = ceremony.run.trustees.map(({ number }) => number);
  const secrets = new Map(
    numbers.map((i) => [i, new RunSecrets(election, ceremony.run, i, randomBytes(32))]),
  );
  for (const i of numbers) await post(i, secrets.get(i)!.commit());
  for (const i of numbers) await post(i, secrets.get(i)!.reveal());
  for (const i of numbers) await post(i, secrets.get(i)!.deal());
  const shares = new Map(numbers.map((i) => [i, secrets.get(i)!.share(parties.trustees[i - 1]!.encryption)]));
  for (const i of numbers) await post(i, secrets.get(i)!.certify());
  return { ...base, ceremony, shares, entries, post };
}

/** Returns a key pair for tests that need no ceremony. */
export function keyPair(): { secret: Scalar; key: Element } {
  const secret = randomScalar();
  return { secret, key: multiply(G, secret) };
}
