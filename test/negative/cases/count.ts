/** Cases of wrong tallies, decryption shares and results (checks 8.x, 9.x, 10.x). @module */

import { concat, u32, u8 } from '#crypto/bytes.ts';
import { decodeElement, encodeElement, identity } from '#crypto/group.ts';
import { readCountedBallot, type CountedBallot } from '#crypto/ballot/ballot.ts';
import { blobRef } from '#crypto/entry/entry.ts';
import { encodeResultEntry, encodeShareEntry, encodeTallyEntry } from '#crypto/record/office.ts';
import { encodeResult, type ContestResult } from '#crypto/tally/result.ts';
import { modalities } from '#crypto/tally/cells.ts';
import { encodeTally, TallyBuilder, type Tally } from '#crypto/tally/tally.ts';
import { encodeEquality, proveEquality } from '#crypto/proof/equality.ts';
import { longHash, sha256 } from '#crypto/transcript.ts';
import { splitAmongParties } from '#crypto/tally/party-split.ts';
import { accepted, failure, incident, type Case } from '../case.ts';
import { mini } from '../mini.ts';
import type { Scenario } from '../scenario.ts';

/** Returns the correct tally with its first contest changed. */
const tallyWith = (s: Scenario, change: (cells: Tally[number]) => Tally[number]): Uint8Array => {
  const [first, ...others] = s.e.tally.build();
  return encodeTally([change(first!), ...others]);
};

/** Returns the correct result with its first contest changed. */
const resultWith = (s: Scenario, change: (contest: ContestResult) => ContestResult): ContestResult[] => {
  const [first, ...others] = s.e.openResult();
  return [change(first!), ...others];
};

const moveOneVote = (votes: readonly number[]): number[] => {
  const from = votes.findIndex((n) => n > 0);
  const to = from === 0 ? 1 : 0;
  return votes.map((n, i) => (i === from ? n - 1 : i === to ? n + 1 : n));
};

const trailing = (blob: Uint8Array): Uint8Array => concat(blob, Uint8Array.of(0));

/** Returns a share with a right proof for no ciphertexts at all (§9.5). */
function proveNothing({ election, tally, ceremony, shares }: Scenario['e'], trustee: number): Uint8Array {
  const X = encodeElement(ceremony.run.verificationKey(trustee));
  const context = [election.id, sha256(encodeTally(tally.build())), u8(trustee), X];
  const h = longHash('decryption-weights/v2', ...context, new Uint8Array(0));
  const statement = { label: 'decryption-share/v2', parts: [...context, h] };
  return encodeEquality(proveEquality(shares.get(trustee)!, identity, statement));
}

/** Tally of each scenario in which no contest is withheld. */
const unwithheld = new WeakMap<Scenario, TallyBuilder>();

/** Ballot of each scenario that the tally leaves out. */
const dropped = new WeakMap<Scenario, CountedBallot>();

/** Publishes the correct tally with a changed blob or by another signer. The trustees still decrypt it. */
async function publishWrongly(
  s: Scenario,
  change: (blob: Uint8Array) => Uint8Array,
  signer = s.e.parties.board,
): Promise<void> {
  const blob = encodeTally(s.e.tally.build());
  const changed = change(blob);
  await s.e.postBlob(signer, changed, encodeTallyEntry(blobRef(changed)));
  s.e.useTally(blob);
}

export const tallies: Case[] = [
  failure('tally-signed-by-another', '8.1', 'A tally that the board did not sign', {
    tally: (s) => publishWrongly(s, (blob) => blob, s.e.parties.registrar),
  }),
  failure('tally-with-trailing-byte', '8.1', 'One byte after the tally', {
    tally: (s) => publishWrongly(s, trailing),
  }),
  failure('tally-with-other-cells', '8.2', 'The cells are not those of the rule: a small unit stands alone', {
    tally: (s) => s.e.publishTally(tallyWith(s, unmerge)),
  }),
  failure('withheld-but-decrypted', '8.2', 'A contest is decrypted that has too few ballots', {
    template: { ...mini, smallUnit: 4 },
    casting: async (s) => {
      const { election } = s.e;
      const all = new TallyBuilder({ ...election, manifest: { ...election.manifest, smallUnit: 2 } });
      unwithheld.set(s, all);
      await s.e.mark(30);
      for (const voter of s.voters.slice(0, 5)) {
        const ballot = s.ballot(voter);
        await s.e.cast(ballot);
        all.add(readCountedBallot(ballot, election), modalities.internet);
      }
      await s.e.mark(30);
    },
    tally: (s) => {
      const [first] = s.e.tally.build();
      const [, second] = unwithheld.get(s)!.build();
      return s.e.publishTally(encodeTally([first!, second!]));
    },
  }),
  accepted('contest-withheld', 'A contest has fewer ballots than may be told, and is withheld', {
    template: { ...mini, smallUnit: 4 },
  }),
  accepted('all-withheld', 'Every contest has too few ballots: nothing is decrypted', {
    template: { ...mini, smallUnit: 50 },
    shares: () => undefined,
  }),
  failure('tally-moves-a-unit', '8.2', 'A unit is counted in another cell', {
    tally: (s) =>
      s.e.publishTally(
        tallyWith(s, ([a, b]) => [
          { ...a!, parts: [0] },
          { ...b!, parts: [1, 2] },
        ]),
      ),
  }),
  failure('tally-drops-a-ballot', '8.3', 'The ballot of one voter is missing from the sums', {
    voting: async (s) => {
      const kept = s.ballot(s.abstainer());
      await s.e.cast(kept);
      dropped.set(s, readCountedBallot(kept, s.e.election));
    },
    tally: (s) => {
      const ballot = dropped.get(s)!;
      const without = tallyWith(s, (cells) =>
        cells.map((cell) => ({
          ...cell,
          sums: cell.parts.includes(ballot.unit)
            ? cell.sums.map(({ pad, data }, i) => {
                const own = ballot.contests[0]!.ciphertexts[i]!;
                return {
                  pad: pad.subtract(decodeElement(own.pad)),
                  data: data.subtract(decodeElement(own.data)),
                };
              })
            : cell.sums,
        })),
      );
      return s.e.publishTally(without);
    },
  }),
  failure('tally-swaps-options', '8.3', 'The sums of two options are exchanged', {
    tally: (s) =>
      s.e.publishTally(
        tallyWith(s, ([a, ...rest]) => {
          const [x, y, ...others] = a!.sums;
          return [{ ...a!, sums: [y!, x!, ...others] }, ...rest];
        }),
      ),
  }),
];

/** Splits the merged cell into its parts, as if they had not been merged. */
function unmerge(cells: Tally[number]): Tally[number] {
  return cells
    .flatMap((cell) => {
      if (cell.parts.length === 1) return [cell];
      const [first, ...others] = cell.parts;
      return [
        { ...cell, parts: [first!], ballots: cell.ballots - 1 },
        { ...cell, parts: others, ballots: 1 },
      ];
    })
    .toSorted((a, b) => a.parts[0]! - b.parts[0]!);
}

export const shares: Case[] = [
  incident('share-signed-by-another', '9.1', "A trustee's share signed by another trustee", {
    shares: async (s) => {
      const { e } = s;
      const blob = e.makeShare(2);
      await e.postBlob(e.parties.trustees[0]!.signer, blob, encodeShareEntry(2, blobRef(blob)));
      await s.publishShares(1, 3);
    },
  }),
  incident('share-twice', '9.1', 'A second share of one trustee', {
    shares: (s) => s.publishShares(1, 3, 1),
  }),
  incident('share-of-alternate', '9.1', 'A share of somebody who is not of the run', {
    shares: async (s) => {
      const { e } = s;
      const blob = e.makeShare(2);
      await e.postBlob(e.parties.trustees[3]!.signer, blob, encodeShareEntry(4, blobRef(blob)));
      await s.publishShares(1, 3);
    },
  }),
  incident('share-with-trailing-byte', '9.1', 'One byte after a share', {
    shares: async (s) => {
      await s.e.publishShare(2, trailing(s.e.makeShare(2)));
      await s.publishShares(1, 3);
    },
  }),
  incident('share-of-no-bytes', '9.1', 'A share whose blob has no bytes', {
    shares: async (s) => {
      const { e } = s;
      const none = new Uint8Array();
      await e.board.blob(none);
      const unsigned = encodeShareEntry(2, { hash: sha256(none), length: 0 });
      await e.post(e.parties.trustees[1]!.signer, unsigned);
      await s.publishShares(1, 3);
    },
  }),
  incident('share-proof-of-another-trustee', '9.2', 'A trustee publishes the share of another as its own', {
    shares: async (s) => {
      await s.e.publishShare(2, s.e.makeShare(1));
      await s.publishShares(1, 3);
    },
  }),
  incident('share-for-another-ciphertext', '9.2', 'The decryptions of two options are exchanged', {
    shares: async (s) => {
      const blob = s.e.makeShare(2);
      await s.e.publishShare(2, concat(blob.subarray(128, 256), blob.subarray(0, 128), blob.subarray(256)));
      await s.publishShares(1, 3);
    },
  }),
  failure('too-few-shares', '9.3', 'A result though fewer than t trustees decrypted', {
    shares: async (s) => {
      await s.publishShares(1);
      s.e.makeShare(3);
    },
  }),
  {
    ...failure('one-trustee-counted-twice', '9.3', 'Two shares of one trustee in place of two trustees', {
      shares: async (s) => {
        await s.publishShares(1, 1);
        s.e.makeShare(3);
      },
    }),
    expect: { exit: 1, checks: ['9.1', '9.3'] },
  },
  accepted('no-ballots', 'Nobody votes: there is nothing to decrypt, and everything counts zero', {
    casting: () => undefined,
    shares: () => undefined,
  }),
  incident('share-of-nothing', '9.1', 'A trustee proves to have decrypted, and there is nothing to decrypt', {
    casting: () => undefined,
    shares: ({ e }) => e.publishShare(1, proveNothing(e, 1)),
  }),
  accepted('all-trustees', 'All trustees decrypt, though t would do', {
    shares: (s) => s.publishShares(3, 2, 1),
  }),
];

export const results: Case[] = [
  failure('result-signed-by-another', '10.1', 'A result that the authority did not sign', {
    result: async ({ e }) => {
      const blob = encodeResult(e.openResult());
      await e.postBlob(e.parties.board, blob, encodeResultEntry(blobRef(blob)));
    },
  }),
  failure('result-with-trailing-byte', '10.1', 'One byte after the result', {
    result: async ({ e }) => {
      const blob = trailing(encodeResult(e.openResult()));
      await e.postBlob(e.parties.authority, blob, encodeResultEntry(blobRef(blob)));
    },
  }),
  failure('result-of-a-withheld-contest', '10.1', 'The result has totals of a contest that is withheld', {
    template: { ...mini, smallUnit: 4 },
    result: async ({ e }) => {
      const blob = concat(encodeResult(e.openResult()), ...e.election.contests[1]!.options.map(() => u32(0)));
      await e.postBlob(e.parties.authority, blob, encodeResultEntry(blobRef(blob)));
    },
  }),
  failure('result-moves-a-vote', '10.2', 'One vote of a cell stands at another option; totals follow', {
    result: (s) =>
      s.e.publishResult(
        resultWith(s, ({ cells, totals }) => {
          const [first, ...others] = cells;
          const moved = [moveOneVote(first!), ...others];
          const sums = totals.map((_, i) => moved.reduce((n, cell) => n + cell[i]!, 0));
          return {
            cells: moved,
            totals: sums,
            partyVotes: splitAmongParties(s.e.election.contests[0]!, sums),
          };
        }),
      ),
  }),
  failure('total-off-by-one', '10.3', 'A total is one more than the sum of its cells', {
    result: (s) =>
      s.e.publishResult(
        resultWith(s, (c) => ({ ...c, totals: c.totals.map((n, i) => (i === 4 ? n + 1 : n)) })),
      ),
  }),
  failure('party-votes-moved', '10.3', 'A vote of the coalition goes to the wrong party', {
    result: (s) => s.e.publishResult(resultWith(s, (c) => ({ ...c, partyVotes: moveOneVote(c.partyVotes) }))),
  }),
];
