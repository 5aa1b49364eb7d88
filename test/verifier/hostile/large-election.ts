/** Elections with many entries. They are made quickly, because the Merkle tree grows with the entries. @module */
import { CompactRange, leafHash } from '../../../verifier/board/log/merkle.ts';
import { repeat } from '../../../verifier/crypto/proofs.ts';
import { TestElection, type Voter } from '../support/election.ts';
import { a, xAndV } from '../support/judge.ts';
import type { TestManifest } from '../support/manifest.ts';

/** Number of entries between two clock marks. */
const BURST = 50;

export class LargeElection extends TestElection {
  /** Merkle tree so far. Only declared, because entries are appended before fields of this class are initialised. */
  declare grown: CompactRange | undefined;

  override root(size = this.entries.length): Uint8Array {
    const tree = (this.grown ??= new CompactRange());
    if (size < tree.size) return super.root(size);
    while (tree.size < size) tree.append(leafHash(this.entries[tree.size]!));
    return tree.root();
  }

  many(entries: readonly Uint8Array[]): void {
    for (let at = 0; at < entries.length; at += BURST)
      this.at(this.now + 2, () => {
        for (const entry of entries.slice(at, at + BURST)) this.append(entry);
      });
  }

  /** Appends marks of one minute each, so that the checkpoint of each is judged. */
  marks(count: number): void {
    for (let i = 0; i < count; i += 1) this.mark(this.now + 60);
  }

  /** Casts a ballot of each voter. */
  vote(voters: readonly Voter[]): void {
    const casts = voters.map((voter) => this.ballot(voter, votes));
    this.many(casts.map(({ bytes }) => bytes));
    for (const [i, cast] of casts.entries()) this.counted.set(voters[i]!.name, cast);
    this.ballots += casts.length;
  }
}

export const votes = [a, xAndV];

/** Makes voters of the first style, spread over this number of units. */
export function votersOf(count: number, units = 1): Voter[] {
  return repeat(count, (i) => ({ name: `voter ${i}`, style: 0, unit: i % units }));
}

/** Makes an election up to the opening. */
export function openedFor(
  voters: readonly Voter[],
  change?: (manifest: TestManifest) => void,
): LargeElection {
  const e = new LargeElection(change);
  e.ceremony();
  for (const [unit] of e.manifest.units.entries()) {
    const names = voters.filter((voter) => voter.unit === unit).map(({ name }) => name);
    if (names.length > 0) e.append(e.list(0, unit, names));
  }
  e.mark();
  e.open(...e.manifest.units.map(() => voters.length));
  return e;
}

/** Returns a change of the manifest that sets this number of units, whose cells are never merged. */
export const manyUnits =
  (count: number) =>
  (manifest: TestManifest): void => {
    manifest.units = repeat(count, (i) => ({ code: `u${i}`, name: 'Unit' }));
    for (const style of manifest.styles) style.units = manifest.units.map(({ code }) => code);
    manifest.smallUnit = 0;
  };

/** Flips one bit. Negative positions count from the end. */
export function flip(bytes: Uint8Array, at: number): Uint8Array {
  const place = at < 0 ? bytes.length + at : at;
  return bytes.with(place, bytes[place]! ^ 1);
}
