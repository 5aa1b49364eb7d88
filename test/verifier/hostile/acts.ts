/** Pairs of boards with acts of office: incidents, builds and changes of hours (spec chapter 12). @module */
import { concat, u32, u64 } from '../../../verifier/crypto/bytes.ts';
import { repeat } from '../../../verifier/crypto/proofs.ts';
import {
  build,
  buildOf,
  changeOfHours,
  incident,
  incidentOf,
  INTERNET,
  type TestItem,
} from '../support/acts.ts';
import type { TestBoard } from '../support/board.ts';
import { closes, opens, type TestElection } from '../support/election.ts';
import { p256Key, printManifest, type TestManifest } from '../support/manifest.ts';
import type { HostileKind } from './kind.ts';
import { flip, type LargeElection, openedFor, votersOf } from './large-election.ts';

/** Makes a board with `size` acts after an incident, which may be their reason. */
function acts(
  size: number,
  act: (e: LargeElection, reason: number, i: number) => Uint8Array,
  change?: (manifest: TestManifest) => void,
): TestBoard {
  const e = openedFor(votersOf(2), change);
  e.mark();
  const reason = e.append(incident(e));
  e.many(repeat(size, (i) => act(e, reason, i)));
  return e;
}

/** Returns a change of the internet's end by a second, after `i` such changes. */
const moved = (e: TestElection, reason: number, i: number): Uint8Array =>
  changeOfHours(e, reason, [INTERNET, closes + i, closes + i + 1]);

const SITES = 200;

/** Adds as many sites as a manifest may have, all with the hours of the internet. */
function addSites(manifest: TestManifest): void {
  const time = (seconds: number): string => `${new Date(1000 * seconds).toISOString().slice(0, 19)}+00:00`;
  manifest.sites = repeat(SITES, (i) => ({
    code: `site-${i}`,
    name: { es: `Sitio ${i}`, en: `Site ${i}` },
    key: p256Key(`site ${i}`),
    zone: 'America/Chicago',
    starts: time(opens),
    ends: time(closes),
    graceSeconds: 0,
    deliverySeconds: 0,
    walkIns: 0,
    moves: false,
  }));
}

/** Returns a change of all places by a second, after `i` such changes. `last`: end before that it states of the last. */
function movedAll(e: TestElection, reason: number, i: number, last = closes + i): Uint8Array {
  const items = repeat(SITES, (site): TestItem => [site, closes + i, closes + i + 1]);
  return changeOfHours(e, reason, ...items, [INTERNET, last, closes + i + 1]);
}

/** Returns a build that names as many files as it may, with long names. */
function largeBuild(e: TestElection, version: string) {
  const content = buildOf(e);
  const [item] = content.items as [(typeof content.items)[number]];
  const items = repeat(2000, (i) => ({ ...item, name: `${10_000 + i}`.padEnd(200, 'x') }));
  return { ...content, version, items };
}

/** Makes a board with `size` incidents, each of which is the reason of a build. */
function builds(size: number, act: (e: LargeElection, reason: number, i: number) => Uint8Array): TestBoard {
  const e = openedFor(votersOf(2));
  e.many(repeat(size, (i) => incident(e, { ...incidentOf(e), people: i })));
  const reasons = [...e.entries.keys()].filter((index) => e.entries[index]![0] === 0x04);
  e.many(reasons.map((reason, i) => act(e, reason, i)));
  return e;
}

const small = (e: TestElection, reason: number, i: number): Uint8Array =>
  build(e, { ...buildOf(e), version: `${i}` }, reason);

const large = (e: TestElection, reason: number, i: number): Uint8Array =>
  build(e, largeBuild(e, `${i}`), reason);

export const hostileActs: readonly HostileKind[] = [
  { is: 'incidents stated again', honest: (n) => acts(n, (e, _, i) => incident(e, { ...incidentOf(e), people: 100 + i })), hostile: (n) => acts(n, (e) => incident(e)) },
  { is: 'changes of hours with a wrong signature', honest: (n) => acts(n, moved), hostile: (n) => acts(n, (e, reason) => flip(moved(e, reason, 0), -1)) },
  { is: 'changes of the hours of many sites that move none', honest: (n) => acts(n, movedAll, addSites), hostile: (n) => acts(n, (e, reason) => movedAll(e, reason, 0, closes + 1), addSites) },
  // A large build has 0.8 MB, so there are few of them.
  { is: 'builds with a large blob that is wrong at its end', honest: (n) => acts(Math.ceil(n / 10), large), hostile: (n) => acts(Math.ceil(n / 10), (e, reason, i) => {
    const content = largeBuild(e, `${i}`);
    content.items.at(-1)!.sha256 = 'AB'.repeat(32);
    return build(e, content, reason);
  }) },
  { is: 'builds that name one large blob with wrong lengths', honest: (n) => acts(n, small), hostile: (n) => acts(n, (e, reason, i) => {
    const blob = e.blob(printManifest(largeBuild(e, '')));
    return e.act(0x03, concat(u64(reason), blob.subarray(0, 32), u32(700_000 + i)));
  }) },
  { is: 'builds that name one large blob for many reasons', honest: (n) => builds(n, small), hostile: (n) => builds(n, (e, reason) => large(e, reason, 0)) },
]; // prettier-ignore
