/** Cases of ballots that must be void (spec chapter 07, checks 5.1 to 5.7). @module */

import { concat, u16 } from '#crypto/bytes.ts';
import { G, decodeScalar, encodeElement, multiply, q, randomScalar } from '#crypto/group.ts';
import { randomBytes } from '#crypto/random.ts';
import { parseBallot } from '#crypto/ballot/ballot.ts';
import { encodeChallenge } from '#crypto/ballot/challenge.ts';
import { signEntry } from '#crypto/entry/entry.ts';
import { encodeRevocation } from '#crypto/record/office.ts';
import { incident, type Case } from '../case.ts';
import { Layout, optionStatement, plantOne, resign, shiftValue, splice, swap } from '../forge.ts';
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

const resigned = (ballot: Uint8Array, s: Scenario, voter: Voter): Uint8Array =>
  resign(s.e.election, ballot, voter.credential);

/** Returns z + q as 32 little-endian bytes: the same scalar in an encoding that must be rejected. */
function alias(z: Uint8Array): Uint8Array {
  let value = decodeScalar(z) + q;
  return Uint8Array.from({ length: 32 }, () => {
    const byte = Number(value & 255n);
    value >>= 8n;
    return byte;
  });
}

const place = (s: Scenario, voter: Voter, option: number) => ({
  election: s.e.election,
  key: s.e.ceremony.run.key,
  credential: voter.credential.X,
  style: s.e.election.styles[voter.style]!,
  unit: voter.unit,
  contest: 0,
  option,
});

export const ballots: Case[] = [
  forged('ballot-of-another-election', '5.1', 'A ballot made for another election', (b, s, layout, voter) =>
    resigned(splice(b, layout.election, randomBytes(32)), s, voter),
  ),
  forged('ballot-with-trailing-byte', '5.1', 'One byte after the signature', (b) =>
    concat(b, Uint8Array.of(0)),
  ),
  forged('ballot-cut-short', '5.1', 'The last byte is missing', (b) => b.subarray(0, -1)),
  forged('ballot-of-unknown-style', '5.1', 'A style that the manifest does not have', (b, s, layout, voter) =>
    resigned(splice(b, layout.styleNumber, u16(7)), s, voter),
  ),
  forged(
    'ballot-of-unit-without-style',
    '5.1',
    'A unit whose voters do not get this style',
    (b, s, layout, voter) => resigned(splice(b, layout.unit, u16(2)), s, voter),
  ),
  forged('ballot-with-identity-pad', '5.1', 'A pad is the identity', (b, s, layout, voter) => {
    const [start] = layout.ciphertext(0, 0);
    return resigned(splice(b, [start, start + 32], new Uint8Array(32)), s, voter);
  }),
  forged(
    'ballot-with-non-canonical-point',
    '5.1',
    'A pad is encoded in a way that must be refused',
    (b, s, layout, voter) => {
      const [start] = layout.ciphertext(0, 0);
      const bad = new Uint8Array(32).fill(255);
      bad[31] = 127;
      return resigned(splice(b, [start, start + 32], bad), s, voter);
    },
  ),
  forged('ballot-with-aliased-scalar', '5.1', 'The signature has z + q for z', (b) =>
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
      await s.append(
        resigned(splice(ballot, layout.credential, encodeElement(thief.credential.X)), s, thief),
      );
    },
  }),
  forged('pad-twice-in-a-ballot', '5.4', 'Two options with one pad', (b, s, layout, voter) => {
    const [from, to] = [layout.ciphertext(0, 1), layout.ciphertext(0, 2)];
    return resigned(splice(b, to, b.slice(...from)), s, voter);
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
  forged('swapped-options', '5.5', 'Ciphertexts and proofs of two options exchanged', (b, s, layout, voter) =>
    resigned(
      swap(
        swap(b, layout.ciphertext(0, 0), layout.ciphertext(0, 1)),
        layout.optionProof(0, 0),
        layout.optionProof(0, 1),
      ),
      s,
      voter,
    ),
  ),
  forged(
    'swapped-contests',
    '5.5',
    'An option of one contest exchanged with one of another',
    (b, s, layout, voter) =>
      resigned(
        swap(
          swap(b, layout.ciphertext(0, 0), layout.ciphertext(1, 0)),
          layout.optionProof(0, 0),
          layout.optionProof(1, 0),
        ),
        s,
        voter,
      ),
  ),
  incident('proofs-of-another-credential', '5.5', 'Proofs made for one credential, signed by another', {
    voting: (s) => {
      const [maker, caster] = [s.abstainer(0), s.abstainer(1)];
      const layout = new Layout(s.e.election.styles[caster.style]!);
      const moved = splice(s.ballot(maker), layout.credential, encodeElement(caster.credential.X));
      return s.append(resigned(moved, s, caster));
    },
  }),
  forged('vote-of-two', '5.5', 'One option holds 2 and another -1: the sum is right', (b, s, layout, voter) =>
    resigned(
      shiftValue(shiftValue(b, layout.ciphertext(0, 0), G), layout.ciphertext(0, 1), G.negate()),
      s,
      voter,
    ),
  ),
  forged('weak-challenge', '5.5', 'A proof whose challenge covers its commitments alone', (b, s, _, voter) =>
    resigned(
      plantOne(b, place(s, voter, 0), randomScalar(), () => ({ label: 'ballot-option/v1', parts: [] })),
      s,
      voter,
    ),
  ),
  forged(
    'challenge-without-key',
    '5.5',
    'A proof whose challenge leaves out the election key',
    (b, s, _, voter) =>
      resigned(
        plantOne(b, place(s, voter, 0), randomScalar(), (own, ciphertext) => {
          const { label, parts } = optionStatement(own, ciphertext);
          return { label, parts: parts.toSpliced(1, 1) };
        }),
        s,
        voter,
      ),
  ),
  forged(
    'two-choices-in-a-single',
    '5.6',
    'A second option holds 1, with a right proof of its own',
    (b, s, _, voter) => resigned(plantOne(b, place(s, voter, 1), randomScalar()), s, voter),
  ),
  forged('signed-by-another', '5.7', 'The signature is of another credential', (b, s) =>
    resign(s.e.election, b, s.abstainer(1).credential),
  ),
  forged(
    'signature-of-another-ballot',
    '5.7',
    'The signature belongs to another ballot of the same voter',
    (b, s, _, voter) => concat(b.subarray(0, -64), s.ballot(voter).subarray(-64)),
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
