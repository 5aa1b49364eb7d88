/** Manifest in the form that the checks use, with decoded keys and positions for ids (spec chapter 04). @module */
import { fromHex } from '../crypto/bytes.ts';
import { decodeElement, type NobleElement } from '../crypto/group.ts';
import { type BallotBits, bitsOf } from './bits.ts';
import { ballotLength, type ContestLayout, optionCount } from './layout.ts';
import type { LogKeys } from '../board/log/note.ts';
import { parseVkey } from '../board/log/vkey.ts';
import type { Manifest, ManifestContest } from './manifest/form.ts';
import { parseTime } from './manifest/times.ts';
import { repeat } from '../crypto/proofs.ts';

export interface Group {
  readonly min: number;
  readonly max: number;
  /** Weight of each option of the contest (§4.3). */
  readonly weights: readonly bigint[];
}

export interface Contest extends ContestLayout {
  readonly position: number;
  readonly id: string;
  readonly groups: readonly Group[];
  /** Positions of the units whose styles have the contest, ascending (§9.1). */
  readonly units: readonly number[];
  readonly parties: readonly { readonly id: string; readonly name: string }[];
  /** Positions of the parties of each option. Specials have none. */
  readonly marks: readonly (readonly number[])[];
}

export interface Style {
  readonly contests: readonly Contest[];
  readonly units: ReadonlySet<number>;
  /** Length of a ballot entry in bytes. */
  readonly length: number;
  readonly ciphertexts: number;
  readonly bits: BallotBits;
}

export interface Trustee {
  readonly signingKey: Uint8Array;
  readonly encryptionKey: NobleElement;
}

/** Site where people vote in person (chapter 11). Times are POSIX seconds, as in the manifest. */
export interface Site {
  readonly position: number;
  readonly key: Uint8Array;
  readonly starts: bigint;
  readonly ends: bigint;
  readonly grace: bigint;
  readonly delivery: bigint;
  readonly walkIns: number;
  /** Whether people who are registered for the internet may vote there. */
  readonly moves: boolean;
}

export interface Election {
  /** Hash of the manifest, E. */
  readonly id: Uint8Array;
  readonly manifest: Manifest;
  /** Keys of the authority, of which `quorum` sign each of its acts (§2.5). */
  readonly authority: { readonly keys: readonly Uint8Array[]; readonly quorum: number };
  readonly registrar: Uint8Array;
  readonly board: Uint8Array;
  readonly log: LogKeys;
  /** Start and end of the voting in the manifest. A change of hours may move the end (§12.3). */
  readonly opens: bigint;
  readonly closes: bigint;
  /** Number of trustees who must decrypt, t, and number of trustees who make the key, n. */
  readonly threshold: number;
  readonly trusteeCount: number;
  /** Trustees by number, from 1. */
  readonly trustees: ReadonlyMap<number, Trustee>;
  readonly contests: readonly Contest[];
  readonly styles: readonly Style[];
  /** Empty if nobody votes in person. */
  readonly sites: readonly Site[];
}

/** Converts a manifest that meets all rules. An error here is a bug, not a fault of the manifest. */
export function electionOf(manifest: Manifest, id: Uint8Array): Election {
  const { authority, registrar, board, witnesses, trustees } = manifest;
  const voting = manifest.stages.find((stage) => stage.id === 'voting')!;
  const contests = manifest.contests.map((contest, i) => contestOf(manifest, contest, i));
  return {
    id,
    manifest,
    authority: { keys: authority.keys.map((key) => fromHex(key, 33)), quorum: authority.quorum },
    registrar: fromHex(registrar.key, 33),
    board: fromHex(board.key, 33),
    log: {
      origin: board.origin,
      log: parseVkey(board.logKey),
      witnesses: witnesses.keys.map(parseVkey),
      quorum: witnesses.quorum,
    },
    opens: parseTime(voting.starts)!,
    closes: parseTime(voting.ends)!,
    threshold: trustees.threshold,
    trusteeCount: trustees.count,
    trustees: new Map(
      trustees.candidates.map(({ signingKey, encryptionKey }, i) => [
        i + 1,
        { signingKey: fromHex(signingKey, 33), encryptionKey: decodeElement(fromHex(encryptionKey, 32)) },
      ]),
    ),
    contests,
    styles: manifest.styles.map((style) => {
      const own = contests.filter((contest) => style.contests.includes(contest.id));
      return {
        contests: own,
        units: new Set(style.units.map((code) => manifest.units.findIndex((unit) => unit.code === code))),
        length: ballotLength(own),
        ciphertexts: own.reduce((sum, { options }) => sum + options, 0),
        bits: bitsOf(own),
      };
    }),
    sites: manifest.sites.map((site, position) => ({
      position,
      key: fromHex(site.key, 33),
      starts: parseTime(site.starts)!,
      ends: parseTime(site.ends)!,
      grace: BigInt(site.graceSeconds),
      delivery: BigInt(site.deliverySeconds),
      walkIns: site.walkIns,
      moves: site.moves,
    })),
  };
}

function contestOf(manifest: Manifest, contest: ManifestContest, position: number): Contest {
  const { id, groups, specials, parties } = contest;
  const codes = new Set(
    manifest.styles.filter((style) => style.contests.includes(id)).flatMap((style) => style.units),
  );
  const groupOfOption = groups.flatMap(({ options }, g) => options.map(() => g));
  return {
    position,
    id,
    options: optionCount(contest),
    groups: groups.map(({ min, max }, g) => ({
      min,
      max,
      // A special option replaces all other choices (§4.3).
      weights: [...groupOfOption.map((own) => (own === g ? 1n : 0n)), ...specials.map(() => BigInt(max))],
    })),
    units: repeat(manifest.units.length, (u) => u).filter((u) => codes.has(manifest.units[u]!.code)),
    parties,
    marks: [
      ...groups.flatMap(({ options }) =>
        options.map((option) =>
          option.parties.map((mark) => parties.findIndex((party) => party.id === mark)),
        ),
      ),
      ...specials.map(() => []),
    ],
  };
}
