/** Acts of office on the board: incidents, builds, changes of hours (spec chapter 12). @module */

import { toHex } from '../../bytes.ts';
import { signatureLength } from '../../entry/entry.ts';
import { Kind } from '../../entry/kinds.ts';
import type { Election } from '../../manifest/election.ts';
import { sha256 } from '../../transcript.ts';
import { parseChangeOfHours } from '../acts.ts';
import { Hours } from './hours.ts';
import { assertRule } from './invalid-entry.ts';

/** Maximal number of valid entries of each kind (§8.8). */
const MAX_OF_KIND = 2000;
const kinds: readonly number[] = [Kind.build, Kind.incident, Kind.changeOfHours];

/** Returns whether the kind is an act of office. */
export const isAct = (kind: number): boolean => kinds.includes(kind);

/** Acts of office on the board. */
export class Acts {
  readonly hours: Hours;
  /** Valid changes of hours, in the order of the board. */
  readonly changesOfHours: { readonly index: number; readonly entry: Uint8Array }[] = [];
  readonly #election: Election;
  readonly #incidents = new Set<number>();
  /** Hashes of `kind || body`, so that the same act is not stated twice. */
  readonly #stated = new Set<string>();
  readonly #counts = new Map<number, number>();

  constructor(election: Election) {
    this.#election = election;
    this.hours = new Hours(election);
  }

  /** Whether a valid build is on the board. */
  get hasBuild(): boolean {
    return this.#count(Kind.build) > 0;
  }

  /** Returns whether the board has as many valid entries of this kind as it may have; false for other kinds. */
  isFull(kind: number): boolean {
    return this.#count(kind) >= MAX_OF_KIND;
  }

  /** Throws unless a valid incident stands at the index. */
  assertIncidentAt(index: number): void {
    assertRule(this.#incidents.has(index), 'there is no incident at the index that it names');
  }

  /** Throws if an earlier act has the same kind and body. */
  assertNew(entry: Uint8Array): void {
    assertRule(!this.#stated.has(this.#statement(entry)), 'it is on the board already');
  }

  /** Applies a valid act that stands at `index`. */
  apply(index: number, entry: Uint8Array, closedSites: ReadonlySet<number>): void {
    const kind = entry[0]!;
    this.#counts.set(kind, this.#count(kind) + 1);
    this.#stated.add(this.#statement(entry));
    if (kind === Kind.incident) this.#incidents.add(index);
    if (kind === Kind.changeOfHours) {
      this.hours.apply(parseChangeOfHours(entry, this.#election.authority), { closedSites });
      this.changesOfHours.push({ index, entry });
    }
  }

  #count(kind: number): number {
    return this.#counts.get(kind) ?? 0;
  }

  #statement(entry: Uint8Array): string {
    return toHex(sha256(entry.subarray(0, -signatureLength(this.#election.authority))));
  }
}
