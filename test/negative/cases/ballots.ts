/** Cases of ballots that must be void (spec chapter 07, checks 5.1 to 5.8). @module */

import { concat, u16 } from '#crypto/bytes.ts';
import {
  G,
  decodeScalar,
  encodeElement,
  encodeScalar,
  multiply,
  q,
  randomScalar,
  reduce,
} from '#crypto/group.ts';
import { bitsOf } from '#crypto/manifest/bits.ts';
import { randomBytes } from '#crypto/random.ts';
import { parseBallot } from '#crypto/ballot/ballot.ts';
import { encodeChallenge } from '#crypto/ballot/challenge.ts';
import { signEntry } from '#crypto/entry/entry.ts';
import { encodeRevocation } from '#crypto/record/office.ts';
import { accepted, incident, type Case } from '../case.ts';
import { forgeBallot, Layout, shiftValue, splice, swap, type Forgery } from '../forge.ts';
import type { Scenario, Voter } from '../scenario.ts';

/** Returns a case in which a changed ballot of a voter who has not voted is appended during the vote. */
function forged(
  id: string,
  check: string,
  defect: string,
  change: (ballot: Uint8Array, s: Scenario, layout: Layout, voter: Voter) => Uint8Array,
): Case {
  return incident(id, check, defect, {
    voting: (s) => {
      const voter = s.abstainer();
      return s.append(change(s.ballot(voter), s, new Layout(s.e.election.styles[voter.style]!), voter));
    },
  });
}

/** Returns the input of an honest prover. */
const honestly = ({ e }: Scenario, { style, unit, credential, choices }: Voter): Forgery => ({
  election: e.election,
  key: e.ceremony.run.key,
  style: e.election.styles[style]!,
  unit,
  credential,
  values: choices.flat(),
});

/** Returns a case in which the prover of such a ballot deviates. */
function cheated(
  id: string,
  check: string,
  defect: string,
  deviation: (honest: Forgery, s: Scenario) => Partial<Forgery>,
): Case {
  return incident(id, check, defect, {
    voting: (s) => {
      const honest = honestly(s, s.abstainer());
      return s.append(forgeBallot({ ...honest, ...deviation(honest, s) }));
    },
  });
}

/** Returns all bits of the honest choices. */
const bitsIn = ({ style, values }: Forgery): number[] => bitsOf(style.layout, values);

/** Returns z + q as 32 little-endian bytes: the same scalar in an encoding that must be rejected. */
function alias(z: Uint8Array): Uint8Array {
  let value = decodeScalar(z) + q;
  return Uint8Array.from({ length: 32 }, () => {
    const byte = Number(value & 255n);
    value >>= 8n;
    return byte;
  });
}

export const ballots: Case[] = [
  forged('ballot-of-another-election', '5.1', 'A ballot made for another election', (b, _, layout) =>
    splice(b, layout.election, randomBytes(32)),
  ),
  forged('ballot-with-trailing-byte', '5.1', 'One byte after the proof', (b) => concat(b, Uint8Array.of(0))),
  forged('ballot-cut-short', '5.1', 'The last byte is missing', (b) => b.subarray(0, -1)),
  forged('ballot-of-unknown-style', '5.1', 'A style that the manifest does not have', (b, _, layout) =>
    splice(b, layout.styleNumber, u16(7)),
  ),
  forged('ballot-of-unit-without-style', '5.1', 'A unit whose voters do not get this style', (b, _, layout) =>
    splice(b, layout.unit, u16(2)),
  ),
  forged('ballot-with-identity-pad', '5.1', 'A pad is the identity', (b, _, layout) => {
    const [start] = layout.ciphertext(0, 0);
    return splice(b, [start, start + 32], new Uint8Array(32));
  }),
  forged(
    'ballot-with-non-canonical-point',
    '5.1',
    'A pad is encoded in a way that must be refused',
    (b, _, layout) => {
      const [start] = layout.ciphertext(0, 0);
      const bad = new Uint8Array(32).fill(255);
      bad[31] = 127;
      return splice(b, [start, start + 32], bad);
    },
  ),
  forged('ballot-with-aliased-scalar', '5.1', 'The proof has z + q for z', (b) =>
    concat(b.subarray(0, -32), alias(b.slice(-32))),
  ),
  incident('ballot-without-credential', '5.2', 'A well-made ballot of a credential on no list', {
    voting: (s) => {
      const x = randomScalar();
      return s.append(s.ballot({ ...s.abstainer(), credential: { x, X: multiply(G, x) } }));
    },
  }),
  incident('ballot-of-another-unit', '5.2', 'A listed credential votes in another unit', {
    voting: (s) => s.append(s.ballot({ ...s.abstainer(), unit: 1 })),
  }),
  incident('ballot-of-revoked-credential', '5.2', 'A ballot of a credential that was revoked before', {
    voting: async (s) => {
      const voter = s.abstainer();
      await s.e.post(s.e.parties.registrar, encodeRevocation({ credential: voter.credential.X, cause: 3 }));
      await s.append(s.ballot(voter));
    },
  }),
  incident('second-ballot', '5.3', 'A second ballot of one credential, where the first is final', {
    voting: (s) => s.append(s.ballot(s.voters[0]!)),
  }),
  incident('copied-ballot', '5.4', "A voter's ciphertexts and proofs under another credential", {
    voting: async (s) => {
      const [copied, thief] = [s.abstainer(0), s.abstainer(1)];
      const ballot = s.ballot(copied);
      await s.e.cast(ballot);
      const layout = new Layout(s.e.election.styles[thief.style]!);
      await s.append(splice(ballot, layout.credential, encodeElement(thief.credential.X)));
    },
  }),
  forged('pad-twice-in-a-ballot', '5.4', 'Two options with one pad', (b, _, layout) => {
    const [from, to] = [layout.ciphertext(0, 1), layout.ciphertext(0, 2)];
    return splice(b, to, b.slice(...from));
  }),
  accepted('later-pad-of-another', 'Two ballots have the same pad, and it is not the first of either', {
    voting: async (s) => {
      const shared = randomScalar();
      for (const voter of [s.abstainer(0), s.abstainer(1)]) {
        const honest = honestly(s, voter);
        const randomness = honest.values.map((_, i) => (i === 2 ? shared : randomScalar()));
        await s.e.cast(forgeBallot({ ...honest, randomness }));
      }
    },
  }),
  incident('opened-then-cast', '5.4', 'A ballot is cast that was opened as a challenge before', {
    voting: async (s) => {
      const { e } = s;
      const [voter, seed] = [s.abstainer(), randomBytes(32)];
      const ballot = s.ballot(voter, seed);
      await e.publishChallenge(
        encodeChallenge(e.election, parseBallot(ballot, e.election), seed, voter.choices),
      );
      await s.append(ballot);
    },
  }),
  forged('commitment-that-is-the-identity', '5.1', 'B is the identity', (b, _, layout) =>
    splice(b, layout.commitment(0), new Uint8Array(32)),
  ),
  forged('swapped-options', '5.8', 'The ciphertexts of two options exchanged', (b, _, layout) =>
    swap(b, layout.ciphertext(0, 1), layout.ciphertext(0, 2)),
  ),
  forged(
    'swapped-contests',
    '5.8',
    'An option of one contest exchanged with one of another',
    (b, _, layout) => swap(b, layout.ciphertext(0, 1), layout.ciphertext(1, 1)),
  ),
  incident('proofs-of-another-credential', '5.8', 'A ballot made for one credential, moved to another', {
    voting: (s) => {
      const [maker, caster] = [s.abstainer(0), s.abstainer(1)];
      const layout = new Layout(s.e.election.styles[caster.style]!);
      return s.append(splice(s.ballot(maker), layout.credential, encodeElement(caster.credential.X)));
    },
  }),
  forged('vote-added-to-a-ciphertext', '5.8', 'A ciphertext holds one more than was proved', (b, _, layout) =>
    shiftValue(b, layout.ciphertext(0, 0), G),
  ),
  forged('response-changed', '5.8', 'One byte of a response is another', (b, _, layout) => {
    const [start] = layout.response(0);
    return splice(b, [start, start + 1], Uint8Array.of(b[start]! ^ 1));
  }),
  cheated('vote-of-two', '5.8', 'One option holds 2 and another -1: the sum is right', (honest) => {
    const pair = (of: readonly number[]): number[] =>
      of.with(0, 2).with(1, -1).with(2, 0).with(3, 0).with(4, 0).with(5, 0);
    return { values: pair(honest.values), bits: pair(bitsIn(honest)) };
  }),
  cheated('two-in-a-ciphertext', '5.8', 'A ciphertext holds 2, where its bit is 1', (honest) => ({
    values: honest.values.map((value) => 2 * value),
    bits: bitsIn(honest),
  })),
  cheated(
    'minus-one-and-two-compensated',
    '5.8',
    'Ciphertexts hold 2 and -1, the bits are right',
    (honest) => {
      const chosen = honest.values.indexOf(1);
      return { values: honest.values.with(chosen, 2).with(chosen === 0 ? 1 : 0, -1), bits: bitsIn(honest) };
    },
  ),
  cheated('nothing-in-the-ciphertexts', '5.8', 'Every ciphertext holds 0, the bits are right', (honest) => ({
    values: honest.values.map(() => 0),
    bits: bitsIn(honest),
  })),
  cheated('two-choices-in-a-single', '5.8', 'Two options hold 1 where one is allowed', (honest) => {
    const two = (of: readonly number[]): number[] => of.with(0, 1).with(1, 1);
    return { values: two(honest.values), bits: two(bitsIn(honest)) };
  }),
  cheated(
    'slack-that-is-no-bit',
    '5.8',
    'A slack bit is -1, so that one option too many fits the sum of its group',
    (honest) => {
      const { layout } = honest.style;
      const bits = bitsIn(honest);
      const zeros = layout.relations
        .map(({ terms }) => terms.filter(({ bit }) => bits[bit] === 0))
        .find((own) => own.some(({ bit }) => bit >= layout.n))!;
      const added = zeros.find(({ bit }) => bit < layout.n)!;
      const slack = zeros.find(({ bit }) => bit >= layout.n)!;
      const withOne = (of: readonly number[]): number[] => of.with(added.bit, 1);
      return {
        values: withOne(honest.values),
        bits: withOne(bits).with(slack.bit, -added.coefficient / slack.coefficient),
      };
    },
  ),
  cheated('masks-with-a-sum', '5.8', 'The masks of a group do not sum to 0', () => ({ looseMasks: true })),
  cheated('weak-challenge', '5.8', 'The challenge covers the commitments alone', () => ({
    hashed: ({ weights, challenge }) => ({ weights: weights.slice(-2), challenge: challenge.slice(-3) }),
  })),
  cheated('challenge-without-key', '5.8', 'The weights leave out the election key', () => ({
    hashed: ({ weights, challenge }) => ({ weights: weights.toSpliced(1, 1), challenge }),
  })),
  cheated('challenge-without-ciphertexts', '5.8', 'The weights leave out the ciphertexts', () => ({
    hashed: ({ weights, challenge }) => ({ weights: weights.toSpliced(5, 1), challenge }),
  })),
  cheated('challenge-with-y', '5.8', 'The challenge covers y instead of the whole hash', () => ({
    hashed: ({ weights, challenge }) => ({
      weights,
      challenge: challenge.map((part) => (part.length === 64 ? encodeScalar(reduce(part)) : part)),
    }),
  })),
  cheated('signed-by-another', '5.7', 'The proof is signed by another credential', (_, s) => ({
    signer: s.abstainer(1).credential.x,
  })),
  forged(
    'signature-of-another-ballot',
    '5.7',
    'The response z belongs to another ballot of the same voter',
    (b, s, _, voter) => concat(b.subarray(0, -32), s.ballot(voter).subarray(-32)),
  ),
];

export const challenged: Case[] = [
  incident('challenged-signed-by-another', '6.1', 'A challenged ballot that the board did not sign', {
    voting: (s) => postChallenge(s, s.e.parties.registrar, (unsigned) => unsigned),
  }),
  incident('challenged-with-choice-of-two', '6.1', 'A choice is neither 0 nor 1', {
    voting: (s) =>
      postChallenge(s, s.e.parties.board, (unsigned) =>
        splice(unsigned, [unsigned.length - 33, unsigned.length - 32], Uint8Array.of(2)),
      ),
  }),
  incident('challenged-with-other-choices', '6.2', 'The choices shown are not those that were encrypted', {
    voting: (s) =>
      postChallenge(s, s.e.parties.board, (unsigned) => {
        const at = unsigned.length - 33;
        return splice(unsigned, [at, at + 1], Uint8Array.of(unsigned[at]! ^ 1));
      }),
  }),
  incident('challenged-with-other-seed', '6.2', 'The seed shown is not the one that was used', {
    voting: (s) =>
      postChallenge(s, s.e.parties.board, (unsigned) => {
        const at = unsigned.length - 32 - 12 - 32;
        return splice(unsigned, [at, at + 32], randomBytes(32));
      }),
  }),
  incident('cast-then-opened', '6.3', 'A ballot is opened that was cast before', {
    voting: async (s) => {
      const { e } = s;
      const [voter, seed] = [s.abstainer(), randomBytes(32)];
      const ballot = s.ballot(voter, seed);
      await e.cast(ballot);
      const unsigned = encodeChallenge(e.election, parseBallot(ballot, e.election), seed, voter.choices);
      await e.post(e.parties.board, unsigned);
    },
  }),
  incident('same-challenge-twice', '6.3', 'One ballot is opened twice', {
    voting: async (s) => {
      const { e } = s;
      const [voter, seed] = [s.abstainer(), randomBytes(32)];
      const ballot = parseBallot(s.ballot(voter, seed), e.election);
      const unsigned = encodeChallenge(e.election, ballot, seed, voter.choices);
      await e.publishChallenge(unsigned);
      await s.append(await signEntry(e.parties.board, e.election.id, unsigned));
    },
  }),
];

/** Publishes a changed challenged ballot, made for a voter who does not vote. It is void, so it is not counted. */
async function postChallenge(
  s: Scenario,
  signer: Scenario['e']['parties']['board'],
  change: (unsigned: Uint8Array) => Uint8Array,
): Promise<void> {
  const { e } = s;
  const [voter, seed] = [s.abstainer(), randomBytes(32)];
  const ballot = parseBallot(s.ballot(voter, seed), e.election);
  await e.post(signer, change(encodeChallenge(e.election, ballot, seed, voter.choices)));
}
