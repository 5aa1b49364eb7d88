/** Election in memory, made step by step. A test may leave out, repeat or spoil each step. @module */
import { sha256 } from '@noble/hashes/sha2.js';
import { compareBytes, concat, u16, u32, u8 } from '../../../verifier/crypto/bytes.ts';
import { type Election, electionOf } from '../../../verifier/election/election.ts';
import {
  combine,
  decodeScalar,
  encodeScalar,
  type NobleElement as Element,
  G,
  fromLittleEndian,
  mod,
  type Scalar,
  sumOf,
} from '../../../verifier/crypto/group.ts';
import { parseForm } from '../../../verifier/election/manifest/form.ts';
import { evaluate } from '../../../verifier/election/state/run.ts';
import { mergeCells } from '../../../verifier/election/tally/cells.ts';
import { partyVotes } from '../../../verifier/election/tally/parties.ts';
import {
  challenge,
  derivedPoint,
  hash,
  concatElements,
  longHash,
} from '../../../verifier/crypto/transcript.ts';
import { type Cast, type Choices, makeBallot, makeChallenged, type Randomness } from './ballot.ts';
import { TestBoard } from './board.ts';
import { encryptionSecret, printManifest, seed, type TestManifest, u32s } from './manifest.ts';
import { proveEquality, proveKey } from './prover.ts';

export const opens = Date.parse('2026-01-10T08:00:00-06:00') / 1000;
export const closes = Date.parse('2026-01-10T18:00:00-06:00') / 1000;

export const secretOf = (name: string): Scalar => mod(fromLittleEndian(seed(`credential ${name}`)));

export interface Voter {
  readonly name: string;
  readonly style: number;
  readonly unit: number;
}

export class TestElection extends TestBoard {
  readonly election: Election;
  run = 1;
  trustees = [1, 2, 3];
  /** Counted ballots, by voter. */
  readonly counted = new Map<string, Cast>();
  ballots = 0;
  challenges = 0;
  tallyHash = new Uint8Array(32);

  constructor(change?: (manifest: TestManifest) => void) {
    super(change);
    this.election = electionOf(parseForm(printManifest(this.manifest)), this.id);
  }

  // ---- ceremony (chapter 05) ----

  /** Returns the coefficients a_{i,k} of trustee i in the current run. */
  coefficients(i: number): Scalar[] {
    return [0, 1].map((k) => mod(fromLittleEndian(seed(`run ${this.run} trustee ${i} coefficient ${k}`))));
  }

  C(i: number): Element[] {
    return this.coefficients(i).map((a) => G.times(a));
  }

  get K(): Element {
    return sumOf(this.trustees.map((i) => this.C(i)[0]!));
  }

  /** Returns the secret share x_j of trustee j. */
  share(j: number): Scalar {
    return mod(this.trustees.reduce((sum, i) => sum + this.f(i, j), 0n));
  }

  f(i: number, j: number): Scalar {
    const [constant, slope] = this.coefficients(i) as [Scalar, Scalar];
    return mod(constant + slope * BigInt(j));
  }

  message(kind: number, i: number, ...rest: Uint8Array[]): Uint8Array {
    return this.signed(kind, concat(u16(this.run), u8(i), ...rest), `trustee ${i}`);
  }

  commit(i: number): Uint8Array {
    return this.message(
      0x10,
      i,
      hash('ceremony-commit/v1', this.id, u16(this.run), u8(i), concatElements(this.C(i))),
    );
  }

  reveal(i: number): Uint8Array {
    const C = this.C(i);
    const { R, z } = proveKey(this.coefficients(i)[0]!, (commitment) =>
      challenge('ceremony-reveal/v1', this.id, u16(this.run), u8(i), concatElements(C), commitment.bytes),
    );
    return this.message(0x11, i, concatElements(C), R.bytes, z);
  }

  /** Returns the secret e with which trustee i encrypts the share for trustee j. */
  ephemeral(i: number, j: number): Scalar {
    return mod(fromLittleEndian(seed(`run ${this.run} e ${i} ${j}`)));
  }

  deal(i: number, spoiled?: number): Uint8Array {
    const shares = this.trustees
      .filter((j) => j !== i)
      .map((j) => {
        const PK = G.times(encryptionSecret(j));
        const R = G.times(this.ephemeral(i, j));
        const shared = PK.times(this.ephemeral(i, j));
        const parts = [u16(this.run), u8(i), u8(j), PK.bytes, R.bytes, shared.bytes];
        const mask = decodeScalar(challenge('ceremony-share/v1', this.id, ...parts));
        const m = mod(this.f(i, j) + mask + (j === spoiled ? 1n : 0n));
        return concat(R.bytes, encodeScalar(m));
      });
    return this.message(0x12, i, ...shares);
  }

  /** Declares a trustee absent, who owes the message of this kind. */
  absence(i: number, owed: number, signer = 'authority'): Uint8Array {
    return this.signed(0x16, concat(u16(this.run), u8(i), u8(owed)), signer);
  }

  certify(i: number): Uint8Array {
    return this.message(0x13, i, this.K.bytes);
  }

  shareCheck(i: number): Uint8Array {
    const { K } = this;
    const x = this.share(i);
    const X = this.verificationKey(i);
    const P = derivedPoint('share-check-point/v1', this.id, u16(this.run), K.bytes);
    const D = P.times(x);
    const { A, B, z } = proveEquality(x, P, (a, b) =>
      challenge(
        'share-check/v1',
        this.id,
        u16(this.run),
        u8(i),
        ...[K, X, P, D, a, b].map((element) => element.bytes),
      ),
    );
    return this.message(0x17, i, D.bytes, A.bytes, B.bytes, z);
  }

  /** Computes the verification key of trustee j by the formula, not from the share. */
  verificationKey(j: number): Element {
    return sumOf(this.trustees.map((i) => evaluate(this.C(i), j)));
  }

  seal(i: number): Uint8Array {
    return this.message(0x18, i, this.K.bytes);
  }

  each(message: (i: number) => Uint8Array): void {
    for (const i of this.trustees) this.append(message(i));
  }

  rounds(): void {
    this.each((i) => this.commit(i));
    this.each((i) => this.reveal(i));
    this.each((i) => this.deal(i));
  }

  ceremony(): void {
    this.rounds();
    this.each((i) => this.certify(i));
    this.each((i) => this.shareCheck(i));
    this.each((i) => this.seal(i));
    this.mark();
  }

  // ---- credentials and votes (chapters 06, 07) ----

  list(style: number, unit: number, names: readonly string[]): Uint8Array {
    const credentials = names.map((name) => G.times(secretOf(name)).bytes).toSorted(compareBytes);
    return this.rawList(style, unit, credentials);
  }

  rawList(style: number, unit: number, credentials: readonly Uint8Array[]): Uint8Array {
    return this.signed(
      0x20,
      concat(u16(style), u16(unit), u16(credentials.length), ...credentials),
      'registrar',
    );
  }

  /**
   * Appends lists: anna and bert in unit 0 with two contests; carl, dora in unit 1 and emil in unit 2 with
   * one.
   */
  lists(): void {
    this.append(this.list(0, 0, ['anna', 'bert']));
    this.append(this.list(1, 1, ['carl', 'dora']));
    this.append(this.list(1, 2, ['emil']));
    this.mark();
  }

  revoke(name: string, cause = 3): Uint8Array {
    return this.signed(0x21, concat(G.times(secretOf(name)).bytes, u8(cause)), 'registrar');
  }

  open(...roll: number[]): void {
    this.mark(opens);
    this.append(this.signed(0x31, u32s(...(roll.length > 0 ? roll : [2, 2, 1])), 'authority'));
    this.mark();
  }

  /** Makes a valid ballot that is not on the board. */
  ballot(voter: Voter, choices: Choices, ofOption?: Randomness): Cast {
    const caster = { ...voter, x: secretOf(voter.name) };
    return makeBallot({ election: this.election, K: this.K }, caster, choices, undefined, ofOption);
  }

  /** Casts a ballot and adds it to the counted ones. */
  cast(voter: Voter, choices: Choices, ofOption?: Randomness): Cast {
    const cast = this.ballot(voter, choices, ofOption);
    this.at(this.now + 60, () => this.append(cast.bytes));
    this.counted.set(voter.name, cast);
    this.ballots += 1;
    return cast;
  }

  challenge(style: number, choices: Choices, ownSeed?: Uint8Array): void {
    const { body } = makeChallenged({ election: this.election, K: this.K }, style, choices, ownSeed);
    this.at(this.now + 60, () => this.append(this.signed(0x41, body, 'board')));
    this.challenges += 1;
  }

  // ---- the end (chapters 08, 09) ----

  close(ballots = this.ballots, challenged = this.challenges): void {
    this.mark(Math.max(this.now, closes + 600));
    this.append(this.signed(0x32, u32s(ballots, challenged), 'authority'));
    this.mark();
  }

  /** Returns the part in which the voter's ballot counts: here the unit, because nobody votes in person. */
  partOf(_name: string, unit: number): number {
    return unit;
  }

  /** Returns all parts of a unit. */
  partsOf(unit: number): number[] {
    return [unit];
  }

  admit(...admitted: number[]): void {
    const units = this.manifest.units.map(
      (_, unit) => [...this.counted.values()].filter((cast) => cast.unit === unit).length,
    );
    this.append(this.signed(0x33, u32s(...(admitted.length > 0 ? admitted : units)), 'registrar'));
    this.mark();
  }

  cells(): { parts: readonly number[]; count: number; casts: Cast[] }[][] {
    return this.election.contests.map((contest) => {
      const casts = [...this.counted]
        .filter(([, { style }]) => this.election.styles[style]!.contests.includes(contest))
        .map(([name, cast]) => ({ part: this.partOf(name, cast.unit), cast }));
      const own = contest.units
        .flatMap((unit) => this.partsOf(unit))
        .map((part) => ({ parts: [part], count: casts.filter((cast) => cast.part === part).length }));
      return mergeCells(own, this.manifest.smallUnit, this.manifest.sites.length > 0).map((cell) => ({
        ...cell,
        casts: casts.filter(({ part }) => cell.parts.includes(part)).map(({ cast }) => cast),
      }));
    });
  }

  /** Returns the sums of each cell with ballots. */
  sums(): { contest: number; cell: number; pad: Element; data: Element; option: number }[] {
    return this.cells().flatMap((cells, contest) =>
      cells.flatMap(({ casts }, cell) =>
        casts.length === 0
          ? []
          : casts[0]!.ciphertexts[contest]!.map((_, option) => ({
              contest,
              cell,
              option,
              pad: sumOf(casts.map(({ ciphertexts }) => ciphertexts[contest]![option]!.pad)),
              data: sumOf(casts.map(({ ciphertexts }) => ciphertexts[contest]![option]!.data)),
            })),
      ),
    );
  }

  tallyBlob(): Uint8Array {
    const sums = this.sums();
    return concat(
      ...this.cells().flatMap((cells, contest) => [
        u16(cells.length),
        ...cells.flatMap(({ parts, count }, cell) => [
          u16(parts.length),
          ...parts.map(u16),
          u32(count),
          ...sums
            .filter((sum) => sum.contest === contest && sum.cell === cell)
            .flatMap(({ pad, data }) => [pad.bytes, data.bytes]),
        ]),
      ]),
    );
  }

  tally(blob = this.tallyBlob()): void {
    this.tallyHash = sha256(blob);
    this.append(this.signed(0x50, this.blob(blob), 'board'));
    this.mark();
  }

  /** Makes a share (§9.5). `change` spoils what the trustee computes for each sum. */
  shareBlob(i: number, change: (D: Element, j: number) => Element = (D) => D): Uint8Array {
    const x = this.share(i);
    const pads = this.sums().map(({ pad }) => pad);
    const multiples = pads.map((pad, j) => change(pad.times(x), j));
    const bound = [this.id, this.tallyHash, u8(i), this.verificationKey(i).bytes];
    const h = longHash('decryption-weights/v2', ...bound, concatElements(multiples));
    const P = combine(
      pads.map((pad, j) => [pad, decodeScalar(challenge('decryption-weight/v2', h, u32(j)))] as const),
    );
    const { A, B, z } = proveEquality(x, P, (a, b) =>
      challenge('decryption-share/v2', ...bound, h, a.bytes, b.bytes),
    );
    return concat(concatElements(multiples), A.bytes, B.bytes, z);
  }

  decrypt(i: number, blob = this.shareBlob(i)): void {
    this.append(this.signed(0x51, concat(u8(i), this.blob(blob)), `trustee ${i}`));
    this.mark();
  }

  /** Returns the votes per cell, totals and votes of parties of each contest. */
  numbers(): { cells: number[][]; totals: number[]; parties: number[] }[] {
    return this.cells().map((cells, contest) => {
      const { options, marks, parties } = this.election.contests[contest]!;
      const zeros = Array.from({ length: options }, () => 0);
      const add = (sum: number[], more: readonly number[]): number[] => sum.map((n, i) => n + more[i]!);
      if (cells.length === 0) return { cells: [], totals: [], parties: [] };
      const votes = cells.map(({ casts }) =>
        casts.reduce((sum, cast) => add(sum, cast.choices[contest]!), zeros),
      );
      const totals = votes.reduce(add, zeros);
      return { cells: votes, totals, parties: partyVotes(totals, marks, parties.length) };
    });
  }

  result(numbers = this.numbers()): void {
    const blob = concat(
      ...numbers.flatMap(({ cells, totals, parties }) => [
        u16(cells.length),
        u32s(...cells.flat(), ...totals, ...parties),
      ]),
    );
    this.append(this.signed(0x52, this.blob(blob), 'authority'));
    this.mark();
  }

  count(): void {
    this.close();
    this.admit();
    this.tally();
    // If every contest is withheld, there is nothing to decrypt.
    if (this.sums().length > 0) {
      this.decrypt(this.trustees[0]!);
      this.decrypt(this.trustees[2]!);
    }
    this.result();
  }

  /** Returns a copy of the election, to continue in another way. */
  clone(): this {
    const copy = Object.create(Object.getPrototypeOf(this) as object) as this;
    return Object.assign(copy, this, {
      entries: [...this.entries],
      files: new Map(this.files),
      counted: new Map(this.counted),
    });
  }
}
