/**
 * Claims of a ballot, or of the opening of a challenged ballot (spec §7.3 to §7.5, §7.8). They are made in
 * steps, so that each step can be computed for many entries at once.
 * @module
 */
import { u16 } from '../../crypto/bytes.ts';
import type { CheckId } from '../../findings/checks.ts';
import type { Contest, Election } from '../election.ts';
import { type Claim, scalarOne } from '../../crypto/equations.ts';
import { type Element, type EncodedScalar, G } from '../../crypto/group.ts';
import { type Ciphertext, disjunctionClaim, keyClaim, repeat } from '../../crypto/proofs.ts';
import { sentences } from '../../findings/sentences.ts';
import type { Sentence } from '../../findings/sentences/sentence.ts';
import { frame, FramePrefix, concatElements } from '../../crypto/transcript.ts';
import type { Ballot, ChallengedBallot } from './parse.ts';

/** Claim, and the check and sentence of the finding if it does not hold. */
export interface LabelledClaim {
  readonly check: CheckId;
  readonly says: () => Sentence;
  readonly claim: Claim;
}

/** Claim that needs a challenge, which is SHA-512 of `message` as a scalar. */
interface PendingClaim {
  readonly check: CheckId;
  readonly says: () => Sentence;
  readonly message: Uint8Array;
  readonly claim: (challenge: EncodedScalar) => Claim;
}

/** Claims of an entry, in the order of §8.8. The first one that does not hold is reported. */
export interface EntryClaims {
  /** Lists of elements whose sums the claims need. */
  readonly lists: readonly (readonly Element[])[];
  readonly claimsFrom: (sums: readonly Element[]) => PendingClaim[];
}

const binary: readonly number[] = [0, 1];

export interface ElectionKey {
  readonly election: Election;
  readonly K: Element;
}

export function ballotClaims(ballot: Ballot, key: ElectionKey): EntryClaims {
  const groups = ballot.votes.flatMap(({ contest, ciphertexts }, i) =>
    contest.groups.map((group, g) => ({
      contest,
      group,
      g,
      ciphertexts,
      proof: ballot.proofs[i]!.groups[g]!,
    })),
  );
  return {
    lists: groups.flatMap(({ group, ciphertexts }) => weighted(group.weights, ciphertexts)),
    claimsFrom: (sums) => [
      ...optionClaims(ballot, key),
      ...groups.map((own, i) => groupClaim(ballot, key, own, { pad: sums[2 * i]!, data: sums[2 * i + 1]! })),
      signatureClaim(ballot, key),
    ],
  };
}

/** Returns the pads and the data of these ciphertexts, each repeated as often as its option's weight (§7.4). */
function weighted(weights: readonly bigint[], ciphertexts: readonly Ciphertext[]): [Element[], Element[]] {
  const repeated = ciphertexts.flatMap((ciphertext, option) =>
    repeat(Number(weights[option]), () => ciphertext),
  );
  return [repeated.map(({ pad }) => pad), repeated.map(({ data }) => data)];
}

/** Claims that each option is worth 0 or 1 (§7.3). */
function optionClaims(ballot: Ballot, key: ElectionKey): PendingClaim[] {
  return ballot.votes.flatMap(({ contest, ciphertexts }, i) => {
    const start = new FramePrefix('ballot-option/v1', 10, boundParts(ballot, key, contest));
    return ciphertexts.map((ciphertext, option): PendingClaim => {
      const proof = ballot.proofs[i]!.options[option]!;
      return {
        check: '5.5',
        says: () => sentences.badOptionProof(contest.id, option),
        message: start.complete([
          u16(option),
          ciphertext.pad.bytes,
          ciphertext.data.bytes,
          concatElements(proof.AB),
        ]),
        claim: (c) => disjunctionClaim(proof, c, ciphertext, { K: key.K, values: binary }),
      };
    });
  });
}

interface GroupOfBallot {
  readonly contest: Contest;
  readonly group: Contest['groups'][number];
  readonly g: number;
  readonly proof: Ballot['proofs'][number]['groups'][number];
}

/** Claims that the number of choices in a group is allowed (§7.4). */
function groupClaim(
  ballot: Ballot,
  key: ElectionKey,
  { contest, group: { min, max }, g, proof }: GroupOfBallot,
  sum: Ciphertext,
): PendingClaim {
  const values = repeat(max - min + 1, (k) => min + k);
  return {
    check: '5.6',
    says: () => sentences.badGroupProof(contest.id, g),
    message: frame('ballot-group/v1', [
      ...boundParts(ballot, key, contest),
      ...[g, min, max].map(u16),
      sum.pad.bytes,
      sum.data.bytes,
      concatElements(proof.AB),
    ]),
    claim: (c) => disjunctionClaim(proof, c, sum, { K: key.K, values }),
  };
}

/** Claims that the credential signed the ballot (§7.5). */
function signatureClaim({ X, signature, body }: Ballot, { election }: ElectionKey): PendingClaim {
  return {
    check: '5.7',
    says: () => sentences.badCredentialSignature(),
    message: frame('ballot-signature/v1', [election.id, X.bytes, body, signature.R.bytes]),
    claim: (c) => keyClaim(signature, c, X),
  };
}

/** Claims pad = r G and data = r K + v G for each ciphertext, with r from the seed (§7.1, §7.8). */
export function openingClaims(challenged: ChallengedBallot, { election, K }: ElectionKey): EntryClaims {
  const { stylePosition, votes, seed, choices } = challenged;
  const opened = votes.flatMap(({ contest, ciphertexts }) =>
    ciphertexts.map((ciphertext, option) => ({ contest, ciphertext, option })),
  );
  return {
    lists: [],
    claimsFrom: () =>
      opened.map(({ contest, ciphertext: { pad, data }, option }, i) => ({
        check: '6.2',
        says: () => sentences.wrongOpening(contest.id, option),
        message: frame('ballot-randomness/v1', [
          election.id,
          u16(stylePosition),
          seed,
          u16(contest.position),
          u16(option),
        ]),
        claim: (r) => (equations) => {
          equations.next().plus(1, r, G).plus(-1, scalarOne, pad);
          equations.next().plus(1, r, K).plus(choices[i]!, scalarOne, G).plus(-1, scalarOne, data);
        },
      })),
  };
}

/** Returns the values to which every proof of a ballot is bound. */
function boundParts(
  { X, stylePosition, unit }: Ballot,
  { election, K }: ElectionKey,
  contest: Contest,
): Uint8Array[] {
  return [election.id, K.bytes, X.bytes, ...[stylePosition, unit, contest.position].map(u16)];
}
