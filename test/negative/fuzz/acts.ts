/** Mutations that insert acts of office at a random place: incidents, builds and changes of hours. @module */

import { toHex } from '#crypto/bytes.ts';
import { blobRef } from '#crypto/entry/entry.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { printBuild, printIncident } from '#crypto/record/act-documents.ts';
import { encodeBuild, encodeChangeOfHours, encodeIncident, INTERNET } from '#crypto/record/acts.ts';
import { withBlob, withEntries, type Draft } from './draft.ts';
import type { Mutation, Site } from './mutation.ts';
import { anyIndex } from './order.ts';
import { signedRight } from './signing.ts';

interface Made {
  readonly entry: Uint8Array;
  readonly blob: Uint8Array;
}

/** Returns the index of an incident on the board, or of any entry if there is none. */
function anyIncident({ entries }: Draft, { chance }: Site): number {
  const own = entries.flatMap((entry, index) => (entry[0] === Kind.incident ? [index] : []));
  return own.length > 0 ? chance.of(own) : chance.below(entries.length);
}

async function anIncident({ world, chance }: Site, follows = 0): Promise<Made> {
  const told = `Algo pasó ${chance.below(1000)}.`;
  const blob = printIncident({
    format: 'sivei-incident/v2',
    election: toHex(world.election.id),
    category: chance.of(['outage', 'site', 'other'] as const),
    starts: '2026-01-01T17:00:00-06:00',
    ends: chance.of([null, '2026-01-01T17:00:00-06:00', '2026-01-01T16:00:00-06:00']),
    places: chance.of([[], ['internet'], ['internet', 'internet'], ['nowhere']]),
    people: chance.of([null, 0, 12]),
    what: { es: told, en: told },
    done: { es: chance.of(['Nada.', 'a'.repeat(2000), 'a'.repeat(2001)]), en: 'Nothing.' },
  });
  return { blob, entry: await signedRight(world, encodeIncident({ follows, document: blobRef(blob) })) };
}

async function aBuild({ world, chance }: Site, incident: number): Promise<Made> {
  const item = {
    part: 'booth',
    name: 'hashes.json',
    bytes: chance.below(9),
    sha256: '0'.repeat(64),
  } as const;
  const blob = printBuild({
    format: 'sivei-build/v2',
    election: toHex(world.election.id),
    version: '2',
    commit: 'a'.repeat(40),
    items: chance.of([[item], [item, item], [item, { ...item, name: 'x' }], [{ ...item, name: 'a..b' }]]),
  });
  return { blob, entry: await signedRight(world, encodeBuild({ incident, document: blobRef(blob) })) };
}

/** Returns a mutation that inserts entries with their blobs; a blob is forgotten now and then. */
const insert =
  (name: string, make: (site: Site, draft: Draft, index: number) => Promise<readonly Made[]>): Mutation =>
  async (draft, site) => {
    const index = anyIndex(draft, site.chance);
    const made = await make(site, draft, index);
    const entries = draft.entries.toSpliced(index, 0, ...made.map(({ entry }) => entry));
    const kept = made.filter(() => site.chance.is(0.9));
    return {
      draft: kept.reduce((own, { blob }) => withBlob(own, blob), withEntries(draft, entries)),
      says: `${name} put in at ${index}`,
    };
  };

const incident = insert('an incident', async (site, draft) => [
  await anIncident(site, site.chance.is(0.6) ? 0 : anyIncident(draft, site)),
]);

const incidentTwice = insert('an incident, twice', async (site) => {
  const made = await anIncident(site);
  return [made, made];
});

const build = insert('a build', async (site, draft) => [
  await aBuild(site, site.chance.is(0.6) ? 0 : anyIncident(draft, site)),
]);

/** Inserts an incident and a change of hours that names it, mostly one that the manifest allows. */
const hours = insert('a change of hours', async (site, _, index) => {
  const { world, chance } = site;
  const reason = await anIncident(site);
  const before = world.election.closes + chance.of([0, 0, 0, 600]);
  const after = before + chance.of([60, 600, 7200, 7201, 0]);
  const ends = [{ place: chance.of([INTERNET, INTERNET, 0]), before, after }];
  const named = chance.is(0.9) ? index : chance.below(index + 1);
  const entry = await signedRight(world, encodeChangeOfHours({ incident: named, ends }));
  return [reason, { entry, blob: reason.blob }];
});

export const acts = { incident, incidentTwice, build, hours };
