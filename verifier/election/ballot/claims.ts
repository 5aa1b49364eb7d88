/**
 * Claims of a ballot, or of the opening of a challenged ballot (spec §7.4, §7.8). They are made in steps, so
 * that each step can be computed for many entries at once.
 * @module
 */
import { u16 } from '../../crypto/bytes.ts';
import type { CheckId } from '../../findings/checks.ts';
import type { Election } from '../election.ts';
import { type Claim, scalarOne } from '../../crypto/equations.ts';
import { type Element, type EncodedScalar, G } from '../../crypto/group.ts';
import { sentences } from '../../findings/sentences.ts';
import type { Sentence } from '../../findings/sentences/sentence.ts';
import { frame } from '../../crypto/transcript.ts';
import type { Ballot, ChallengedBallot } from './parse.ts';
import { bitsClaim, challengeMessage, credentialClaim, weightsHash } from './proof.ts';

/** Claim, and the check and sentence of the finding if it does not hold. */
export interface LabelledClaim {
  readonly check: CheckId;
  readonly says: () => Sentence;
  readonly claim: Claim;
}

/** Claims of an entry, in the order of §8.8: the first one that does not hold is reported. */
export interface EntryClaims {
  /** Messages whose scalars the claims need. */
  readonly messages: readonly Uint8Array[];
  readonly claimsFrom: (scalars: readonly EncodedScalar[]) => LabelledClaim[];
}

export interface ElectionKey {
  readonly election: Election;
  readonly K: Element;
}

/** Claims that the bits are right, and that the credential's holder made the ballot (§7.4). */
export function ballotClaims(ballot: Ballot, { election, K }: ElectionKey): EntryClaims {
  const { X, stylePosition, style, unit, votes, proof } = ballot;
  const ciphertexts = votes.flatMap((vote) => vote.ciphertexts);
  const statement = { election: election.id, K, X, stylePosition, unit, bits: style.bits, ciphertexts };
  const h = weightsHash(statement, proof);
  return {
    messages: [challengeMessage(election.id, h, [proof.E1.bytes, proof.E2.bytes, proof.R.bytes])],
    claimsFrom: ([c]) => [
      {
        check: '5.8',
        says: () => sentences.badBallotProof(),
        claim: bitsClaim(statement, proof, h, c!),
      },
      {
        check: '5.7',
        says: () => sentences.badCredentialSignature(),
        claim: credentialClaim(X, proof, c!),
      },
    ],
  };
}

/** Claims pad = r G and data = r K + v G for each ciphertext, with r from the seed (§7.1, §7.8). */
export function openingClaims(challenged: ChallengedBallot, { election, K }: ElectionKey): EntryClaims {
  const { stylePosition, votes, seed, choices } = challenged;
  const opened = votes.flatMap(({ contest, ciphertexts }) =>
    ciphertexts.map((ciphertext, option) => ({ contest, ciphertext, option })),
  );
  return {
    messages: opened.map(({ contest, option }) =>
      frame('ballot-randomness/v1', [
        election.id,
        u16(stylePosition),
        seed,
        u16(contest.position),
        u16(option),
      ]),
    ),
    claimsFrom: (scalars) =>
      opened.map(({ contest, ciphertext: { pad, data }, option }, i) => ({
        check: '6.2',
        says: () => sentences.wrongOpening(contest.id, option),
        claim: (equations) => {
          const r = scalars[i]!;
          equations.next().plus(1, r, G).plus(-1, scalarOne, pad);
          equations.next().plus(1, r, K).plus(choices[i]!, scalarOne, G).plus(-1, scalarOne, data);
        },
      })),
  };
}
