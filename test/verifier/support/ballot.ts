/** Ballots as a booth makes them (spec chapter 07). @module */
import { randomBytes } from '@noble/hashes/utils.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, u16 } from '../../../verifier/crypto/bytes.ts';
import type { Election } from '../../../verifier/election/election.ts';
import {
  decodeScalar,
  type NobleElement as Element,
  G,
  mod,
  type Scalar,
  sumOf,
} from '../../../verifier/crypto/group.ts';
import { repeat } from '../../../verifier/crypto/proofs.ts';
import { challenge, concatElements } from '../../../verifier/crypto/transcript.ts';
import { type Ciphertext, encrypt, proveDisjunction, proveKey } from './prover.ts';

/** Choices for each contest of the manifest. Those for contests that the style lacks are ignored. */
export type Choices = readonly (readonly number[])[];

export interface Cast {
  readonly bytes: Uint8Array;
  readonly style: number;
  readonly unit: number;
  readonly choices: Choices;
  /** Ciphertexts by contest of the manifest. */
  readonly ciphertexts: Readonly<Record<number, readonly Ciphertext[]>>;
}

interface Context {
  readonly election: Election;
  readonly K: Element;
}

interface EncryptedBallot {
  readonly first: Uint8Array;
  readonly ciphertexts: Record<number, Ciphertext[]>;
  readonly randomness: Record<number, Scalar[]>;
}

/** Encrypts the choices (§7.1 and the first part of §7.2). */
function encryptBallot(
  { election, K }: Context,
  style: number,
  choices: Choices,
  seed: Uint8Array,
): EncryptedBallot {
  const ciphertexts: Record<number, Ciphertext[]> = {};
  const randomness: Record<number, Scalar[]> = {};
  for (const { position, options } of election.styles[style]!.contests) {
    randomness[position] = repeat(options, (option) =>
      decodeScalar(
        challenge('ballot-randomness/v1', election.id, u16(style), seed, u16(position), u16(option)),
      ),
    );
    ciphertexts[position] = randomness[position].map((r, option) =>
      encrypt(K, choices[position]![option]!, r),
    );
  }
  const pairs = election.styles[style]!.contests.flatMap(({ position }) => ciphertexts[position]!);
  const first = concat(election.id, u16(style), ...pairs.flatMap(({ pad, data }) => [pad.bytes, data.bytes]));
  return { first, ciphertexts, randomness };
}

export function makeBallot(
  context: Context,
  { style, unit, x }: { readonly style: number; readonly unit: number; readonly x: Scalar },
  choices: Choices,
  seed = randomBytes(32),
): Cast {
  const { election, K } = context;
  const { first, ciphertexts, randomness } = encryptBallot(context, style, choices, seed);
  const X = G.times(x);
  const proofs = election.styles[style]!.contests.flatMap(({ position, groups }) => {
    const own = ciphertexts[position]!;
    const rs = randomness[position]!;
    const where = [style, unit, position];
    const disjunction = (
      ciphertext: Ciphertext,
      { r, v, values }: { r: Scalar; v: number; values: number[] },
      label: string,
      numbers: number[],
    ): Uint8Array => {
      const { AB, c, z } = proveDisjunction(ciphertext, { K, r, v, values }, (commitments) =>
        challenge(
          label,
          election.id,
          K.bytes,
          X.bytes,
          ...[...where, ...numbers].map(u16),
          ciphertext.pad.bytes,
          ciphertext.data.bytes,
          concatElements(commitments),
        ),
      );
      return concat(concatElements(AB), ...c, ...z);
    };
    return [
      ...own.map((ciphertext, option) =>
        disjunction(
          ciphertext,
          { r: rs[option]!, v: choices[position]![option]!, values: [0, 1] },
          'ballot-option/v1',
          [option],
        ),
      ),
      ...groups.map(({ min, max, weights }, g) => {
        const sum = {
          pad: sumOf(own.map(({ pad }, option) => pad.times(weights[option]!))),
          data: sumOf(own.map(({ data }, option) => data.times(weights[option]!))),
        };
        const r = mod(rs.reduce((total, own_, option) => total + own_ * weights[option]!, 0n));
        const v = choices[position]!.reduce(
          (total, choice, option) => total + choice * Number(weights[option]),
          0,
        );
        const values = repeat(max - min + 1, (k) => min + k);
        return disjunction(sum, { r, v, values }, 'ballot-group/v1', [g, min, max]);
      }),
    ];
  });
  const body = concat(Uint8Array.of(0x40), first, X.bytes, u16(unit), ...proofs);
  return { bytes: sign(election, body, x), style, unit, choices, ciphertexts };
}

/** Returns a ballot: any body with a signature of the credential (§7.5). */
export function sign(election: Election, body: Uint8Array, x: Scalar): Uint8Array {
  const X = G.times(x);
  const { R, z } = proveKey(x, (commitment) =>
    challenge('ballot-signature/v1', election.id, X.bytes, body, commitment.bytes),
  );
  return concat(body, R.bytes, z);
}

/** Makes a challenged ballot without kind and signature (§7.8). */
export function makeChallenged(
  context: Context,
  style: number,
  choices: Choices,
  seed = randomBytes(32),
): { body: Uint8Array; first: Uint8Array } {
  const { first } = encryptBallot(context, style, choices, seed);
  const flat = context.election.styles[style]!.contests.flatMap(({ position }) => choices[position]!);
  return { body: concat(first, seed, Uint8Array.from(flat), sha256(new Uint8Array())), first };
}
