/** Encrypted tally: sums of the counted ballots by contest and cell (spec §9.1-9.4). @module */

import { concat, u16, u32 } from '../bytes.ts';
import { Kernel, type Point } from '../arithmetic/kernel.ts';
import type { Ciphertext } from '../elgamal.ts';
import { decodeElementOrIdentity, encodeElement } from '../group.ts';
import type { Contest } from '../manifest/contest.ts';
import type { Election } from '../manifest/election.ts';
import type { CountedBallot } from '../ballot/ballot.ts';
import { Reader } from '../wire.ts';
import { mergeCells, modalities, partOf, type Cell, type Modality } from './cells.ts';

export interface TallyCell extends Cell {
  /** Sum of the ciphertexts of each option; empty if no ballot was counted. */
  readonly sums: readonly Ciphertext[];
}

/** Cells by contest of the manifest; none if the contest is withheld (§9.2). */
export type Tally = readonly (readonly TallyCell[])[];

interface PartSum {
  ballots: number;
  /** Kernel points, pad and data of each option; empty before the first ballot. */
  points: readonly Point[];
}

/**
 * Builder of the tally, to which counted ballots are added one at a time. The memory depends only on the numbers of
 * parts and options.
 */
export class TallyBuilder {
  readonly #election: Election;
  readonly #kernel = new Kernel();
  /** Sums by contest position, then by number of the part, for every part of the contest. */
  readonly #parts: readonly ReadonlyMap<number, PartSum>[];

  constructor(election: Election) {
    this.#election = election;
    this.#parts = election.contests.map(
      (contest) => new Map(partsOf(election, contest).map((part) => [part, { ballots: 0, points: [] }])),
    );
  }

  /** Adds a ballot. Throws if a ciphertext is not a pair of elements, which means that the ballot was not checked. */
  add(ballot: CountedBallot, modality: Modality): void {
    const part = partOf(this.#election, ballot.unit, modality);
    ballot.style.contests.forEach((contest, c) => {
      const encodings = ballot.contests[c]!.ciphertexts.flatMap(({ pad, data }) => [pad, data]);
      const { points, valid } = this.#kernel.decode(encodings);
      if (valid.includes(0)) throw new Error('tally: a ballot that was not checked');
      const sum = this.#parts[contest.position]!.get(part)!;
      sum.ballots += 1;
      sum.points = this.#addAll([sum.points, points]);
    });
  }

  build(): Tally {
    const { manifest, sites } = this.#election;
    return this.#parts.map((parts) => {
      const counts = new Map([...parts].map(([part, { ballots }]) => [part, ballots]));
      return mergeCells(counts, manifest.smallUnit, sites.length > 0).map((cell) => ({
        ...cell,
        sums: this.#ciphertexts(this.#addAll(cell.parts.map((part) => parts.get(part)!.points))),
      }));
    });
  }

  /** Adds the points of all lists position by position, ignoring empty lists. */
  #addAll(lists: readonly (readonly Point[])[]): readonly Point[] {
    const [first, ...rest] = lists.filter((list) => list.length > 0);
    if (!first || rest.length === 0) return first ?? [];
    return this.#kernel.sums(first.map((point, i) => [point, ...rest.map((list) => list[i]!)]));
  }

  #ciphertexts(points: readonly Point[]): Ciphertext[] {
    const elements = this.#kernel.encode(points).map(decodeElementOrIdentity);
    return Array.from({ length: elements.length / 2 }, (_, i) => ({
      pad: elements[2 * i]!,
      data: elements[2 * i + 1]!,
    }));
  }
}

/** Returns the numbers of the parts of the units whose voters may get the contest, in ascending order. */
function partsOf(election: Election, contest: Contest): number[] {
  const styles = election.styles.filter(({ contests }) => contests.includes(contest));
  const units = new Set(styles.flatMap((style) => style.units));
  const own = Object.values(modalities);
  return [
    ...new Set([...units].flatMap((unit) => own.map((modality) => partOf(election, unit, modality)))),
  ].toSorted((a, b) => a - b);
}

/** Encodes the tally as the blob of §9.4. */
export function encodeTally(tally: Tally): Uint8Array {
  return concat(
    ...tally.flatMap((cells) => [
      u16(cells.length),
      ...cells.flatMap(({ parts, ballots, sums }) => [
        u16(parts.length),
        ...parts.map(u16),
        u32(ballots),
        ...sums.flatMap(({ pad, data }) => [encodeElement(pad), encodeElement(data)]),
      ]),
    ]),
  );
}

/** Parses a blob of §9.4; throws if malformed. The caller must recompute the tally and compare. */
export function parseTally(blob: Uint8Array, election: Election): Tally {
  const reader = new Reader(blob);
  const tally = election.contests.map(({ options }) =>
    reader.list(reader.u16(), () => {
      const parts = reader.list(reader.u16(), reader.u16);
      const ballots = reader.u32();
      const readSum = (): Ciphertext => ({
        pad: reader.elementOrIdentity(),
        data: reader.elementOrIdentity(),
      });
      return { parts, ballots, sums: ballots === 0 ? [] : reader.list(options.length, readSum) };
    }),
  );
  reader.end();
  return tally;
}
