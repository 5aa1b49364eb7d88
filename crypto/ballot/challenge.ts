/** Challenged ballots, which are opened to check the encryption and never counted (spec §7.8). @module */

import { concat, equalBytes, u8 } from '../bytes.ts';
import { encrypt } from '../elgamal.ts';
import { encodeElement, type Element } from '../group.ts';
import type { Election, Style } from '../manifest/election.ts';
import { sha256 } from '../transcript.ts';
import { decoded } from '../wire.ts';
import {
  ballotRandomness,
  encodeFirst,
  readCiphertext,
  trackerOf,
  type Ballot,
  type Choices,
} from './ballot.ts';
import { readSigned } from '../entry/entry.ts';
import { Kind } from '../entry/kinds.ts';

export interface ChallengedBallot {
  readonly style: Style;
  /** E, style and ciphertexts (§7.2). */
  readonly first: Uint8Array;
  readonly pads: readonly Element[];
  readonly seed: Uint8Array;
  readonly choices: Choices;
  readonly tracker: Uint8Array;
}

/**
 * Returns `kind || body` of the entry that opens `ballot`, which was made from this seed and these choices. The entry
 * names no credential. The board signs it.
 */
export function encodeChallenge(
  election: Election,
  ballot: Ballot,
  seed: Uint8Array,
  choices: Choices,
): Uint8Array {
  const first = encodeFirst(
    election,
    ballot.style,
    ballot.contests.map(({ ciphertexts }) => ciphertexts),
  );
  const rest = ballot.bytes.subarray(1 + first.length);
  return concat(u8(Kind.challenged), first, seed, Uint8Array.from(choices.flat()), sha256(rest));
}

/**
 * Parses a challenged ballot's entry; throws unless it has the form of §7.8. The board's signature is not checked here.
 */
export function parseChallenge(entry: Uint8Array, election: Election): ChallengedBallot {
  return readSigned(entry, Kind.challenged, (reader) => {
    if (!equalBytes(reader.bytes(32), election.id)) throw new Error('challenged ballot: of another election');
    const style = election.styles[reader.u16()];
    if (!style) throw new Error('challenged ballot: no such style');
    const pads = style.contests.flatMap(({ options }) =>
      options.map(() => readCiphertext(reader, decoded).pad),
    );
    const first = reader.consumed.subarray(1);
    const seed = reader.bytes(32);
    const choices = style.contests.map(({ options }) => [...reader.bytes(options.length)]);
    if (choices.flat().some((choice) => choice > 1))
      throw new Error('challenged ballot: a choice is neither 0 nor 1');
    return { style, first, pads, seed, choices, tracker: trackerOf(first, reader.bytes(32)) };
  });
}

/** Returns whether every ciphertext is the encryption of its choice with randomness from the seed (§7.1). */
export function opensCorrectly(election: Election, key: Element, challenged: ChallengedBallot): boolean {
  const { style, seed, choices } = challenged;
  const again = style.contests.map(({ position }, c) =>
    choices[c]!.map((choice, i) =>
      encrypt(key, choice, ballotRandomness(election, style, seed, position, i)),
    ),
  );
  return equalBytes(encodeFirst(election, style, again), challenged.first);
}

/** Returns the encoded pads of a ballot: no two are equal, and the first is on no board twice (§7.7). */
export const padsOf = (ballot: Ballot): Uint8Array[] =>
  ballot.contests.flatMap(({ ciphertexts }) => ciphertexts.map(({ pad }) => encodeElement(pad)));
