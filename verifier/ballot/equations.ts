/** What must hold for a ballot's proofs, and for a challenged ballot's opening (spec §7.3 to §7.5, §7.8). @module */
import { u16 } from '../bytes.ts';
import type { CheckId } from '../checks.ts';
import type { Election } from '../election.ts';
import type { Equation } from '../equations.ts';
import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import { type Element, G } from '../group.ts';
import { disjunctionEquations, keyEquation, times, type WeightedSum } from '../proofs.ts';
import { say, type Sentence } from '../sentences.ts';
import { challenge, together } from '../transcript.ts';
import type { Ballot, Challenged } from './parse.ts';

/** An equation and what it means that it does not hold. */
export interface Labelled {
  readonly check: CheckId;
  readonly says: Sentence;
  readonly equation: Equation;
}

export interface BallotContext {
  readonly election: Election;
  readonly K: Element;
  readonly arithmetic: Arithmetic;
}

/** In the order of §8.8, so that the first one that fails is the one to name. */
export function ballotEquations(ballot: Ballot, context: BallotContext): Labelled[] {
  return [
    ...optionEquations(ballot, context),
    ...groupEquations(ballot, context),
    signatureEquation(ballot, context.election),
  ];
}

/** §7.3 */
function optionEquations(
  { stylePosition, unit, X, votes, proofs }: Ballot,
  { election, K }: BallotContext,
): Labelled[] {
  return votes.flatMap(({ contest, ciphertexts }, i) =>
    ciphertexts.flatMap((ciphertext, option) => {
      const proof = proofs[i]!.options[option]!;
      const c = challenge(
        'ballot-option/v1',
        election.id,
        K.bytes,
        X.bytes,
        ...[stylePosition, unit, contest.position, option].map(u16),
        ciphertext.pad.bytes,
        ciphertext.data.bytes,
        together(proof.AB),
      );
      const sum = [{ weight: 1n, ciphertext }];
      const says = say.optionProof(contest.id, option);
      return disjunctionEquations(proof, c, { K, sum, values: [0, 1] }).map((equation): Labelled => ({
        check: '5.5',
        says,
        equation,
      }));
    }),
  );
}

/** §7.4 */
function groupEquations(
  { stylePosition, unit, X, votes, proofs }: Ballot,
  { election, K, arithmetic }: BallotContext,
): Labelled[] {
  return votes.flatMap(({ contest, ciphertexts }, i) =>
    contest.groups.flatMap(({ min, max, weights }, g) => {
      const proof = proofs[i]!.groups[g]!;
      const sum: WeightedSum = ciphertexts
        .map((ciphertext, option) => ({ weight: weights[option]!, ciphertext }))
        .filter(({ weight }) => weight > 0n);
      const [pad, data] = arithmetic.sums([
        sum.flatMap(({ weight, ciphertext }) => times(Number(weight), () => ciphertext.pad)),
        sum.flatMap(({ weight, ciphertext }) => times(Number(weight), () => ciphertext.data)),
      ]);
      const c = challenge(
        'ballot-group/v1',
        election.id,
        K.bytes,
        X.bytes,
        ...[stylePosition, unit, contest.position, g, min, max].map(u16),
        pad!.bytes,
        data!.bytes,
        together(proof.AB),
      );
      const values = times(max - min + 1, (k) => min + k);
      const says = say.groupProof(contest.id, g);
      return disjunctionEquations(proof, c, { K, sum, values }).map((equation): Labelled => ({
        check: '5.6',
        says,
        equation,
      }));
    }),
  );
}

/** §7.5 */
function signatureEquation({ X, signature, body }: Ballot, { id }: Election): Labelled {
  const c = challenge('ballot-signature/v1', id, X.bytes, body, signature.R.bytes);
  return { check: '5.7', says: say.credentialSignature(), equation: keyEquation(signature, c, X) };
}

/** pad = r G and data = r K + v G, with r from the seed (§7.1, §7.8). */
export function openingEquations(challenged: Challenged, { election, K }: BallotContext): Labelled[] {
  const { stylePosition, votes, seed, choices } = challenged;
  const chosen = choices.values();
  return votes.flatMap(({ contest, ciphertexts }) =>
    ciphertexts.flatMap(({ pad, data }, option): Labelled[] => {
      const r = challenge(
        'ballot-randomness/v1',
        election.id,
        u16(stylePosition),
        seed,
        u16(contest.position),
        u16(option),
      );
      const v = BigInt(chosen.next().value ?? 0);
      const says = say.opensOtherwise(contest.id, option);
      return [
        {
          check: '6.2',
          says,
          equation: [
            [r, G],
            [-1n, pad],
          ],
        },
        {
          check: '6.2',
          says,
          equation: [
            [r, K],
            [v, G],
            [-1n, data],
          ],
        },
      ];
    }),
  );
}
