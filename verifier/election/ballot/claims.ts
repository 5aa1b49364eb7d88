/**
 * What a ballot, or a challenged ballot's opening, claims (spec §7.3 to §7.5, §7.8): in steps, so that many entries
 * can take each step together.
 * @module
 */
import { u16 } from '../../crypto/bytes.ts';
import type { CheckId } from '../../findings/checks.ts';
import type { Contest, Election } from '../election.ts';
import { type Claim, one } from '../../crypto/equations.ts';
import { type Element, type EncodedScalar, G } from '../../crypto/group.ts';
import { type Ciphertext, disjunctionClaim, keyClaim, times } from '../../crypto/proofs.ts';
import { say, type Sentence } from '../../findings/sentences.ts';
import { frame, FrameStart, together } from '../../crypto/transcript.ts';
import type { Ballot, ChallengedBallot } from './parse.ts';

/** A claim, and what it means that it does not hold. */
export interface Labelled {
  readonly check: CheckId;
  readonly says: () => Sentence;
  readonly claim: Claim;
}

/** A claim that needs its challenge, which is scalar(message). */
interface Challenged {
  readonly check: CheckId;
  readonly says: () => Sentence;
  readonly message: Uint8Array;
  readonly claim: (challenge: EncodedScalar) => Claim;
}

/** The claims of an entry, in the order of §8.8, so that the first one that fails is the one to name. */
export interface Claims {
  /** Lists of elements whose sums are needed first. */
  readonly lists: readonly (readonly Element[])[];
  readonly from: (sums: readonly Element[]) => Challenged[];
}

const binary: readonly number[] = [0, 1];

export interface Key {
  readonly election: Election;
  readonly K: Element;
}

export function claimsOfBallot(ballot: Ballot, key: Key): Claims {
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
    from: (sums) => [
      ...optionClaims(ballot, key),
      ...groups.map((own, i) => groupClaim(ballot, key, own, { pad: sums[2 * i]!, data: sums[2 * i + 1]! })),
      signatureClaim(ballot, key),
    ],
  };
}

/** Pads, then data, each as often as its weight says (§7.4). */
function weighted(weights: readonly bigint[], ciphertexts: readonly Ciphertext[]): [Element[], Element[]] {
  const repeated = ciphertexts.flatMap((ciphertext, option) =>
    times(Number(weights[option]), () => ciphertext),
  );
  return [repeated.map(({ pad }) => pad), repeated.map(({ data }) => data)];
}

/** §7.3 */
function optionClaims(ballot: Ballot, key: Key): Challenged[] {
  return ballot.votes.flatMap(({ contest, ciphertexts }, i) => {
    const start = new FrameStart('ballot-option/v1', 10, bound(ballot, key, contest));
    return ciphertexts.map((ciphertext, option): Challenged => {
      const proof = ballot.proofs[i]!.options[option]!;
      return {
        check: '5.5',
        says: () => say.optionProof(contest.id, option),
        message: start.end([u16(option), ciphertext.pad.bytes, ciphertext.data.bytes, together(proof.AB)]),
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

/** §7.4 */
function groupClaim(
  ballot: Ballot,
  key: Key,
  { contest, group: { min, max }, g, proof }: GroupOfBallot,
  sum: Ciphertext,
): Challenged {
  const values = times(max - min + 1, (k) => min + k);
  return {
    check: '5.6',
    says: () => say.groupProof(contest.id, g),
    message: frame('ballot-group/v1', [
      ...bound(ballot, key, contest),
      ...[g, min, max].map(u16),
      sum.pad.bytes,
      sum.data.bytes,
      together(proof.AB),
    ]),
    claim: (c) => disjunctionClaim(proof, c, sum, { K: key.K, values }),
  };
}

/** §7.5 */
function signatureClaim({ X, signature, body }: Ballot, { election }: Key): Challenged {
  return {
    check: '5.7',
    says: () => say.credentialSignature(),
    message: frame('ballot-signature/v1', [election.id, X.bytes, body, signature.R.bytes]),
    claim: (c) => keyClaim(signature, c, X),
  };
}

/** pad = r G and data = r K + v G, with r from the seed (§7.1, §7.8). */
export function claimsOfOpening(challenged: ChallengedBallot, { election, K }: Key): Claims {
  const { stylePosition, votes, seed, choices } = challenged;
  const opened = votes.flatMap(({ contest, ciphertexts }) =>
    ciphertexts.map((ciphertext, option) => ({ contest, ciphertext, option })),
  );
  return {
    lists: [],
    from: () =>
      opened.map(({ contest, ciphertext: { pad, data }, option }, i) => ({
        check: '6.2',
        says: () => say.opensOtherwise(contest.id, option),
        message: frame('ballot-randomness/v1', [
          election.id,
          u16(stylePosition),
          seed,
          u16(contest.position),
          u16(option),
        ]),
        claim: (r) => (equations) => {
          equations.next().plus(1, r, G).plus(-1, one, pad);
          equations.next().plus(1, r, K).plus(choices[i]!, one, G).plus(-1, one, data);
        },
      })),
  };
}

/** What every proof of a ballot binds first. */
function bound({ X, stylePosition, unit }: Ballot, { election, K }: Key, contest: Contest): Uint8Array[] {
  return [election.id, K.bytes, X.bytes, ...[stylePosition, unit, contest.position].map(u16)];
}
