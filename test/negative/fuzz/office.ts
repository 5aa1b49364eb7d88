/** Mutations that insert a new, signed entry at a random place: most are void there, some valid. @module */

import { compareBytes } from '#crypto/bytes.ts';
import { encodeAbsence, encodeAnswer, encodeComplaint } from '#crypto/ceremony/messages.ts';
import { encodeElement, G, multiply, randomScalar } from '#crypto/group.ts';
import { randomBytes } from '#crypto/random.ts';
import { makeBallot, parseBallot, type Choices } from '#crypto/ballot/ballot.ts';
import { encodeChallenge } from '#crypto/ballot/challenge.ts';
import { blobRef } from '#crypto/entry/entry.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import {
  encodeAdmissions,
  encodeClock,
  encodeClosing,
  encodeCredentialList,
  encodeOpening,
  encodeRevocation,
  encodeShareEntry,
} from '#crypto/record/office.ts';
import { makeShare } from '#crypto/tally/share.ts';
import { blobOf, withBlob, withEntries, type Draft } from './draft.ts';
import { timeOf } from './log.ts';
import type { Mutation, Site } from './mutation.ts';
import { anyIndex } from './order.ts';
import { signedRight } from './signing.ts';
import type { World } from './world.ts';

type Make<T> = (site: Site, draft: Draft, index: number) => T;

/** Returns a mutation that inserts the entry that `make` returns. */
const insertEntry =
  (name: string, make: Make<Promise<Uint8Array> | Uint8Array>): Mutation =>
  async (draft, site) => {
    const index = anyIndex(draft, site.chance);
    const entry = await make(site, draft, index);
    return {
      draft: withEntries(draft, draft.entries.toSpliced(index, 0, entry)),
      says: `${name} put in at ${index}`,
    };
  };

/** Returns a mutation that inserts the `kind || body` that `make` returns, with the required signature. */
const insert = (name: string, make: Make<Uint8Array>): Mutation =>
  insertEntry(name, (site, draft, index) => signedRight(site.world, make(site, draft, index)));

const people = ({ world, chance }: Site): number[] =>
  Array.from({ length: world.election.unitCount }, () => chance.below(9));

const clock = insert('a mark', ({ chance, world }, { entries }, index) => {
  const last = entries.slice(0, index).findLast((entry) => entry[0] === Kind.clock);
  const near = (last ? timeOf(last) : 0) + chance.of([0, 0, 30, 120, 121, -1]);
  const { opens, closes } = world.election;
  return encodeClock(chance.is(0.8) ? Math.max(0, near) : chance.of([0, opens, closes]));
});

const list = insert('a credential list', ({ world, chance }) => {
  const { styles } = world.election;
  const style = chance.of(styles);
  const known = chance.of(world.credentials).X;
  const fresh = Array.from({ length: 1 + chance.below(2) }, () => multiply(G, randomScalar()));
  const elements = chance.is(0.5) ? fresh : [...fresh, known];
  const credentials = elements.map(encodeElement).toSorted(compareBytes);
  const unit = chance.is(0.8) ? chance.of(style.units) : chance.below(9);
  return encodeCredentialList({ style: style.position, unit, credentials });
});

const revocation = insert('a revocation', ({ world, chance }) =>
  encodeRevocation({ credential: chance.of(world.credentials).X, cause: 1 + chance.below(3) }),
);

const opening = insert('an opening', (site) => encodeOpening(people(site)));
const admissions = insert('admissions', (site) => encodeAdmissions({ internet: people(site) }));
const closing = insert('a closing', ({ chance }) =>
  encodeClosing({ ballots: chance.below(6), challenged: chance.below(3) }),
);

const anyTrustee = ({ world, chance }: Site): number => 1 + chance.below(world.parties.trustees.length);
const anyRun = ({ chance }: Site): number => (chance.is(0.8) ? 1 : chance.below(3));

const absence = insert('an absence', (site) =>
  encodeAbsence({ run: anyRun(site), trustee: anyTrustee(site), owed: 0x10 + site.chance.below(9) }),
);
const complaint = insert('a complaint', (site) =>
  encodeComplaint({ run: anyRun(site), trustee: anyTrustee(site), dealer: anyTrustee(site) }),
);
const answer = insert('an answer', (site) =>
  encodeAnswer({
    run: anyRun(site),
    trustee: anyTrustee(site),
    accuser: anyTrustee(site),
    e: randomScalar(),
  }),
);

/** Returns valid choices: the first options of each group, as many as the group's rule requires. */
function someChoices(world: World, style: number): Choices {
  return world.election.styles[style]!.contests.map(({ options, groups }) =>
    groups
      .map(({ weights, min, max }) => ({ first: weights.indexOf(1), count: Math.max(min, Math.min(max, 1)) }))
      .reduce(
        (choice, { first, count }) => (count > 0 ? choice.with(first, 1) : choice),
        options.map(() => 0),
      ),
  );
}

/** Makes a well-formed ballot for a random style and unit, mostly with a listed credential. */
function someBallot({ world, chance }: Site, seed: Uint8Array): { bytes: Uint8Array; choices: Choices } {
  const { election, key } = world;
  const style = chance.of(election.styles);
  const credential = chance.is(0.9) ? chance.of(world.credentials) : stranger();
  const choices = someChoices(world, style.position);
  const unit = chance.of(style.units);
  return { choices, bytes: makeBallot({ election, key, style, unit, credential }, choices, seed) };
}

function stranger(): World['credentials'][number] {
  const x = randomScalar();
  return { x, X: multiply(G, x) };
}

const ballot = insertEntry('a ballot', (site) => someBallot(site, randomBytes(32)).bytes);

/** Inserts a challenged ballot: of a ballot that is not on the board, or of one that is cast as well. */
const challenge: Mutation = async (draft, site) => {
  const { world, chance } = site;
  const seed = randomBytes(32);
  const { bytes, choices } = someBallot(site, seed);
  const unsigned = encodeChallenge(world.election, parseBallot(bytes, world.election), seed, choices);
  const opened = await signedRight(world, unsigned);
  const both = chance.is(0.4) ? [bytes, opened] : [opened];
  const added = chance.is(0.5) ? both : both.toReversed();
  const index = anyIndex(draft, chance);
  return {
    draft: withEntries(draft, draft.entries.toSpliced(index, 0, ...added)),
    says: `a challenged ballot${added.length > 1 ? ' and the same cast' : ''} put in at ${index}`,
  };
};

/** Inserts a decryption share made with the trustee's own key share, or with that of another trustee. */
const share: Mutation = async (draft, site) => {
  const { world, chance } = site;
  const tally = draft.entries.findLast((entry) => entry[0] === Kind.tally);
  const blob = tally && blobOf(draft, tally);
  if (!blob) return undefined;
  const trustee = anyTrustee(site);
  const whose = chance.is(0.7) && world.shares.has(trustee) ? trustee : chance.of([...world.shares.keys()]);
  const made = shareOf(world, blob, trustee, whose);
  if (!made) return undefined;
  const index = Math.max(1, draft.entries.length - 1 - chance.below(6));
  const entry = await signedRight(world, encodeShareEntry(trustee, blobRef(made)));
  return {
    draft: withBlob(withEntries(draft, draft.entries.toSpliced(index, 0, entry)), made),
    says: `a decryption share of ${trustee} with the secret of ${whose} put in at ${index}`,
  };
};

/** Returns a decryption share. Returns undefined if the tally was changed so that it cannot be read. */
function shareOf(
  { election, shares }: World,
  tally: Uint8Array,
  trustee: number,
  whose: number,
): Uint8Array | undefined {
  try {
    return makeShare(election, tally, trustee, shares.get(whose)!);
  } catch {
    return undefined;
  }
}

export const offices = {
  clock,
  list,
  revocation,
  opening,
  closing,
  admissions,
  absence,
  complaint,
  answer,
  ballot,
  challenge,
  share,
};
