/** Changes to the bytes of a ballot, and a new signature with a credential that the attacker has. @module */

import { concat, u16 } from '#crypto/bytes.ts';
import type { Credential } from '#crypto/credential.ts';
import { encrypt, type Ciphertext } from '#crypto/elgamal.ts';
import { decodeElement, encodeElement, type Element, type Scalar } from '#crypto/group.ts';
import type { Election, Style } from '#crypto/manifest/election.ts';
import { disjunctionLength, encodeDisjunction, proveDisjunction } from '#crypto/proof/disjunction.ts';
import { encodeKnowledge, proveKnowledge } from '#crypto/proof/schnorr.ts';
import type { Statement } from '#crypto/transcript.ts';

const CIPHERTEXT = 64;
const OPTION_PROOF = disjunctionLength(2);

/** Offsets of the parts of a ballot of a style (spec §7.2), as [start, end). */
export class Layout {
  readonly #style: Style;

  constructor(style: Style) {
    this.#style = style;
  }

  readonly election = [1, 33] as const;
  readonly styleNumber = [33, 35] as const;

  ciphertext(contest: number, option: number): readonly [number, number] {
    const before = this.#style.contests
      .slice(0, contest)
      .reduce((n, { options }) => n + options.length, option);
    return [35 + CIPHERTEXT * before, 35 + CIPHERTEXT * (before + 1)];
  }

  get credential(): readonly [number, number] {
    const options = this.#style.contests.reduce((n, own) => n + own.options.length, 0);
    return [35 + CIPHERTEXT * options, 35 + CIPHERTEXT * options + 32];
  }

  get unit(): readonly [number, number] {
    return [this.credential[1], this.credential[1] + 2];
  }

  optionProof(contest: number, option: number): readonly [number, number] {
    const before = this.#style.contests.slice(0, contest).reduce((n, { options, groups }) => {
      return (
        n +
        options.length * OPTION_PROOF +
        groups.reduce((m, { min, max }) => m + disjunctionLength(max - min + 1), 0)
      );
    }, this.unit[1]);
    return [before + option * OPTION_PROOF, before + (option + 1) * OPTION_PROOF];
  }
}

/** Returns the bytes with one range replaced. */
export const splice = (
  bytes: Uint8Array,
  [start, end]: readonly [number, number],
  by: Uint8Array,
): Uint8Array => concat(bytes.subarray(0, start), by, bytes.subarray(end));

/** Returns the bytes with two ranges of equal length exchanged. */
export function swap(
  bytes: Uint8Array,
  a: readonly [number, number],
  b: readonly [number, number],
): Uint8Array {
  return splice(splice(bytes, a, bytes.slice(...b)), b, bytes.slice(...a));
}

/** Returns the ballot signed again by `credential` (spec §7.5). */
export function resign(election: Election, ballot: Uint8Array, { x, X }: Credential): Uint8Array {
  const body = ballot.subarray(0, -64);
  const statement = { label: 'ballot-signature/v1', parts: [election.id, encodeElement(X), body] };
  return concat(body, encodeKnowledge(proveKnowledge(x, statement)));
}

/** Adds `shift` to the plaintext of one ciphertext of the ballot. */
export function shiftValue(ballot: Uint8Array, at: readonly [number, number], shift: Element): Uint8Array {
  const [pad, data] = [ballot.slice(at[0], at[0] + 32), decodeElement(ballot.slice(at[0] + 32, at[1]))];
  return splice(ballot, at, concat(pad, encodeElement(data.add(shift))));
}

export interface OptionPlace {
  readonly election: Election;
  readonly key: Element;
  readonly credential: Element;
  readonly style: Style;
  readonly unit: number;
  readonly contest: number;
  readonly option: number;
}

/** Returns the statement that the proof of an option must hash (§7.3). */
export function optionStatement(place: OptionPlace, { pad, data }: Ciphertext): Statement {
  const { election, key, credential, style, unit, contest, option } = place;
  const numbers = [style.position, unit, contest, option].map(u16);
  const parts = [
    election.id,
    encodeElement(key),
    encodeElement(credential),
    ...numbers,
    encodeElement(pad),
    encodeElement(data),
  ];
  return { label: 'ballot-option/v1', parts };
}

/** Replaces an option by an encryption of 1 with a proof. `statement` returns the statement that the proof hashes. */
export function plantOne(
  ballot: Uint8Array,
  place: OptionPlace,
  r: Scalar,
  statement: (place: OptionPlace, ciphertext: Ciphertext) => Statement = optionStatement,
): Uint8Array {
  const layout = new Layout(place.style);
  const ciphertext = encrypt(place.key, 1, r);
  const proof = proveDisjunction(place.key, ciphertext, [0, 1], 1, r, statement(place, ciphertext));
  const bytes = concat(encodeElement(ciphertext.pad), encodeElement(ciphertext.data));
  const planted = splice(ballot, layout.ciphertext(place.contest, place.option), bytes);
  return splice(planted, layout.optionProof(place.contest, place.option), encodeDisjunction(proof));
}
