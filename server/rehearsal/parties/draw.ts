/** Random choices of a rehearsal's voters, within the rules of a contest. @module */

import type { Contest } from '#crypto/manifest/contest.ts';

/** Weight of each option by id; or, for a contest with seats, the probability that a seat is used. */
export type ContestDraw = Readonly<Record<string, number>> | number;

/** Draws a choice. `random` returns numbers in [0, 1). Throws if the draw's weights violate the contest's rules. */
export function drawChoice(contest: Contest, draw: ContestDraw, random: () => number): number[] {
  if (typeof draw === 'object') {
    const weights = contest.options.map(({ id }) => draw[id] ?? 0);
    return choiceOf(contest, [contest.options[drawIndex(weights, random)]!.id]);
  }
  // Use each seat of each group with the given probability, for a candidate drawn without repetition.
  const ids = contest.groups.flatMap(({ min, max, weights }) => {
    const own = contest.options.filter(
      (_, i) => weights[i] === 1 && contest.groups.filter((g) => g.weights[i] !== 0).length === 1,
    );
    const used = Array.from({ length: max }, () => random() < draw).filter(Boolean).length;
    return shuffle(own, random)
      .slice(0, Math.max(min, used))
      .map(({ id }) => id);
  });
  return choiceOf(contest, ids);
}

/**
 * Returns 1 for the given options and 0 for the others, in ballot order. Throws if an option is unknown or a group's
 * limits are violated.
 */
export function choiceOf(contest: Contest, ids: readonly string[]): number[] {
  for (const id of ids) {
    if (!contest.options.some((option) => option.id === id))
      throw new Error(`contest "${contest.id}" has no option "${id}"`);
  }
  const values = contest.options.map(({ id }) => (ids.includes(id) ? 1 : 0));
  for (const { min, max, weights } of contest.groups) {
    const total = weights.reduce((sum, weight, i) => sum + weight * values[i]!, 0);
    if (total < min || total > max)
      throw new Error(`contest "${contest.id}": ${min} to ${max} choices are allowed, not ${total}`);
  }
  return values;
}

/** Returns a new array in random order. */
export function shuffle<T>(items: readonly T[], random: () => number): T[] {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}

/** Returns an index, drawn in proportion to the weights. */
function drawIndex(weights: readonly number[], random: () => number): number {
  let rest = random() * weights.reduce((total, weight) => total + weight, 0);
  const index = weights.findIndex((weight) => (rest -= weight) < 0);
  return index < 0 ? weights.length - 1 : index;
}
