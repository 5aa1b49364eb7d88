/** Election in memory in which people vote by internet or in person at two sites. @module */
import { sha256 } from '@noble/hashes/sha2.js';
import { compareBytes, concat, u16, u32, u64, u8 } from '../../../verifier/crypto/bytes.ts';
import { G } from '../../../verifier/crypto/group.ts';
import type { Cast } from './ballot.ts';
import { closes, opens, secretOf, TestElection, type Voter } from './election.ts';
import { a, xAndV } from './judge.ts';
import { p256Key, type TestManifest, u32s } from './manifest.ts';

export const CHICAGO = 0;
export const MADRID = 1;
export const REGISTERED = 1;
export const WALK_IN = 2;
export const MOVED = 3;

/**
 * Adds the sites. Chicago has the voting hours, ten minutes of grace and room for one walk-in, and serves
 * people who are registered for the internet. Madrid is open for four hours, without grace, walk-ins or such people.
 * Both may deliver entries for an hour after they end.
 */
function addSites(manifest: TestManifest): void {
  const site = (
    code: string,
    from: string,
    to: string,
    graceSeconds: number,
    walkIns: number,
    moves: boolean,
  ) => ({
    code,
    name: { es: `Consulado ${code}`, en: `Consulate ${code}` },
    key: p256Key(`site ${code}`),
    zone: 'America/Chicago',
    starts: `2026-01-10T${from}:00-06:00`,
    ends: `2026-01-10T${to}:00-06:00`,
    graceSeconds,
    deliverySeconds: 3600,
    walkIns,
    moves,
  });
  manifest.sites = [
    site('chicago', '08:00', '18:00', 600, 1, true),
    site('madrid', '10:00', '14:00', 0, 0, false),
  ];
}

export const siteHours = [
  { starts: opens, ends: closes },
  { starts: opens + 7200, ends: opens + 6 * 3600 },
] as const;

const hashOf = (entry: Uint8Array): Uint8Array => sha256(entry);

export class MixedElection extends TestElection {
  readonly inPerson = new Set<string>();

  constructor(change: (manifest: TestManifest) => void = () => undefined) {
    super((manifest) => {
      addSites(manifest);
      change(manifest);
    });
  }

  override partOf(name: string, unit: number): number {
    return 2 * unit + Number(this.inPerson.has(name));
  }

  override partsOf(unit: number): number[] {
    return [2 * unit, 2 * unit + 1];
  }

  bySite(kind: number, site: number, ...body: Uint8Array[]): Uint8Array {
    const code = this.manifest.sites[site]?.code ?? 'chicago';
    return this.signed(kind, concat(u16(site), ...body), `site ${code}`);
  }

  pool(site: number, names: readonly string[]): Uint8Array {
    const credentials = names.map((name) => G.times(secretOf(name)).bytes).toSorted(compareBytes);
    return this.signed(0x23, concat(u16(site), u16(credentials.length), ...credentials), 'registrar');
  }

  issue(site: number, { name, style, unit }: Voter, ground = REGISTERED): Uint8Array {
    const to = [G.times(secretOf(name)).bytes, u16(style), u16(unit), u8(ground), u64(this.now)];
    return this.bySite(0x22, site, ...to);
  }

  /** Issues a credential and casts its ballot. */
  vote(site: number, voter: Voter, ground = REGISTERED): Cast {
    this.at(this.now + 60, () => this.append(this.issue(site, voter, ground)));
    return this.castInPerson(voter);
  }

  castInPerson(voter: Voter): Cast {
    this.inPerson.add(voter.name);
    return this.cast(voter, [a, xAndV]);
  }

  /** Makes the closing of a site with these numbers and outstanding entries. */
  siteClosing(
    site: number,
    numbers: { issued: number; ballots: number },
    held: { issues?: readonly Uint8Array[]; ballots?: readonly Uint8Array[] } = {},
  ): Uint8Array {
    const list = (entries: readonly Uint8Array[] = []): Uint8Array[] => [
      u32(entries.length),
      ...entries.map(hashOf).toSorted(compareBytes),
    ];
    const blob = concat(...list(held.issues), ...list(held.ballots));
    return this.bySite(0x34, site, u32s(numbers.issued, numbers.ballots), this.blob(blob));
  }

  override admit(...admitted: number[]): void {
    const parts = [0, 1].flatMap((m) =>
      this.manifest.units.map(
        (_, unit) =>
          [...this.counted].filter(([name, cast]) => this.partOf(name, cast.unit) === 2 * unit + m).length,
      ),
    );
    super.admit(...(admitted.length > 0 ? admitted : parts));
  }

  override clone(): this {
    return Object.assign(super.clone(), { inPerson: new Set(this.inPerson) });
  }
}

/**
 * Makes an election up to the opening, with room for everyone on the roll, and three credentials in the pool
 * of each site.
 */
export function openedWithSites(
  change?: (manifest: TestManifest) => void,
  ...roll: readonly number[]
): MixedElection {
  const e = new MixedElection(change);
  e.ceremony();
  e.lists();
  e.append(e.pool(CHICAGO, ['c1', 'c2', 'c3']));
  e.append(e.pool(MADRID, ['m1', 'm2', 'm3']));
  e.mark();
  e.open(...(roll.length > 0 ? roll : [9, 9, 9]));
  return e;
}

export const inUnit0 = (name: string): Voter => ({ name, style: 0, unit: 0 });
