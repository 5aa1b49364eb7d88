/** Ballots as a booth makes them (spec chapter 07). @module */
import { randomBytes } from '@noble/hashes/utils.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, u16 } from '../../../verifier/crypto/bytes.ts';
import type { Election } from '../../../verifier/election/election.ts';
import {
  decodeScalar,
  type NobleElement as Element,
  G,
  type Scalar,
} from '../../../verifier/crypto/group.ts';
import { repeat } from '../../../verifier/crypto/proofs.ts';
import { challenge } from '../../../verifier/crypto/transcript.ts';
import { proveBallot } from './ballot-prover.ts';
import { type Ciphertext, encrypt } from './prover.ts';

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

/** Randomness of each ciphertext, by contest of the manifest and option. */
export type Randomness = (contest: number, option: number) => Scalar;

/** Returns the randomness that follows from a seed (§7.1). */
export const randomnessOf =
  ({ election }: Context, style: number, seed: Uint8Array): Randomness =>
  (contest, option) =>
    decodeScalar(challenge('ballot-randomness/v1', election.id, u16(style), seed, u16(contest), u16(option)));

/** Encrypts the choices (§7.1 and the first part of §7.2). */
function encryptBallot(
  { election, K }: Context,
  style: number,
  choices: Choices,
  ofOption: Randomness,
): EncryptedBallot {
  const ciphertexts: Record<number, Ciphertext[]> = {};
  const randomness: Record<number, Scalar[]> = {};
  for (const { position, options } of election.styles[style]!.contests) {
    randomness[position] = repeat(options, (option) => ofOption(position, option));
    ciphertexts[position] = randomness[position].map((r, option) =>
      encrypt(K, choices[position]![option]!, r),
    );
  }
  const pairs = election.styles[style]!.contests.flatMap(({ position }) => ciphertexts[position]!);
  const first = concat(election.id, u16(style), ...pairs.flatMap(({ pad, data }) => [pad.bytes, data.bytes]));
  return { first, ciphertexts, randomness };
}

export interface Caster {
  readonly style: number;
  readonly unit: number;
  /** Secret of the credential. */
  readonly x: Scalar;
  /** Secret with which the ballot is signed, if it is another. */
  readonly signer?: Scalar;
}

export function makeBallot(
  context: Context,
  { style, unit, x, signer = x }: Caster,
  choices: Choices,
  seed: Uint8Array = randomBytes(32),
  ofOption = randomnessOf(context, style, seed),
): Cast {
  const { election, K } = context;
  const { contests, bits } = election.styles[style]!;
  const { first, ciphertexts, randomness } = encryptBallot(context, style, choices, ofOption);
  const X = G.times(x);
  const proof = proveBallot(
    {
      election: election.id,
      K,
      X,
      stylePosition: style,
      unit,
      bits,
      ciphertexts: contests.flatMap(({ position }) => ciphertexts[position]!),
    },
    {
      values: contests.flatMap(({ position }) => choices[position]!),
      randomness: contests.flatMap(({ position }) => randomness[position]!),
      x: signer,
    },
  );
  const bytes = concat(Uint8Array.of(0x40), first, X.bytes, u16(unit), proof);
  return { bytes, style, unit, choices, ciphertexts };
}

/** Makes a challenged ballot without kind and signature (§7.8). */
export function makeChallenged(
  context: Context,
  style: number,
  choices: Choices,
  seed: Uint8Array = randomBytes(32),
): { body: Uint8Array; first: Uint8Array } {
  const { first } = encryptBallot(context, style, choices, randomnessOf(context, style, seed));
  const flat = context.election.styles[style]!.contests.flatMap(({ position }) => choices[position]!);
  return { body: concat(first, seed, Uint8Array.from(flat), sha256(new Uint8Array())), first };
}
