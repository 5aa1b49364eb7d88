/** Ballots and challenged ballots with a pad in common that need not be new on the board (spec §7.7, §7.8). @module */
import { type Randomness, randomnessOf } from './ballot.ts';
import type { TestElection } from './election.ts';
import { a, anna, bert, xAndV } from './judge.ts';

const choices = [a, xAndV];
const [one, two] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];

/** Contest and option of a ciphertext. */
type Place = readonly [number, number];
const first: Place = [0, 0];
const later: Place = [1, 2];

/** Returns the randomness of seed `two`, but at one place that of seed `one` at another place. */
function borrowed(e: TestElection, to: Place, from: Place): Randomness {
  const [own, others] = [randomnessOf(e, 0, two), randomnessOf(e, 0, one)];
  return (contest, option) =>
    contest === to[0] && option === to[1] ? others(...from) : own(contest, option);
}

/** Steps that append two of them, and a ballot of another voter where one is challenged. */
export const sharedPads: readonly (readonly [string, (e: TestElection) => void])[] = [
  [
    'a later pad of two ballots',
    (e) => {
      e.cast(bert, choices, randomnessOf(e, 0, one));
      e.cast(anna, choices, borrowed(e, later, later));
    },
  ],
  [
    'a later pad of a challenged ballot and of a ballot after it',
    (e) => {
      e.cast(bert, choices);
      e.challenge(0, choices, one);
      e.cast(anna, choices, borrowed(e, later, later));
    },
  ],
  [
    'a later pad of a ballot and of a challenged ballot after it',
    (e) => {
      e.cast(bert, choices);
      e.cast(anna, choices, borrowed(e, later, later));
      e.challenge(0, choices, one);
    },
  ],
  [
    'a later pad that becomes a first one',
    (e) => {
      e.cast(bert, choices, randomnessOf(e, 0, one));
      e.cast(anna, choices, borrowed(e, first, later));
    },
  ],
  [
    'a first pad that becomes a later one',
    (e) => {
      e.cast(bert, choices, randomnessOf(e, 0, one));
      e.cast(anna, choices, borrowed(e, later, first));
    },
  ],
];
