/** What the voters of a rehearsal choose: drawn from proportions, exact counts, or a CSV file. @module */

import { parse } from 'csv-parse/sync';
import type { Contest } from '#crypto/manifest/contest.ts';
import type { Election, Style } from '#crypto/manifest/election.ts';
import type { Choices } from '#crypto/record/ballot.ts';
import { drawIndex, shuffle } from './seeded.ts';

/** One voter: where, which ballot, what. */
export interface Vote {
  readonly style: Style;
  readonly unit: number;
  readonly choices: Choices;
}

/** For a contest: weights by option id; or, for a select, the probability that a seat is used. */
export type Draw = Readonly<Record<string, Readonly<Record<string, number>> | number>>;

/** `voters` votes over the election's units and styles, drawn in proportion. */
export function drawVotes(election: Election, draw: Draw, voters: number, random: () => number): Vote[] {
  return Array.from({ length: voters }, () => {
    const { style, unit } = drawPlace(election, random);
    return {
      style,
      unit,
      choices: style.contests.map((contest) => drawChoice(contest, draw[contest.id], random)),
    };
  });
}

/** Votes whose totals are exactly the given counts, in random order and over random units; one contest only. */
export function exactVotes(
  election: Election,
  counts: Readonly<Record<string, Readonly<Record<string, number>>>>,
  random: () => number,
): Vote[] {
  const [contest] = election.contests;
  if (election.contests.length !== 1 || !contest)
    throw new Error('exact counts need an election with one contest');
  const each = Object.entries(counts[contest.id] ?? {}).flatMap(([option, count]) =>
    Array.from({ length: count }, () => [pick(contest, [option])]),
  );
  return shuffle(each, random).map((choices) => ({ ...drawPlace(election, random), choices }));
}

/**
 * Votes from CSV text with a header: `unit` (code), `style` (id, if the election has several), and one column for each
 * contest of the style with the ids of the chosen options, joined by blanks. Throws with the line of the first mistake.
 */
export function votesFromCsv(election: Election, text: string): Vote[] {
  const rows = parse(text, { columns: true, bom: true, skip_empty_lines: true, info: true }) as {
    record: Record<string, string>;
    info: { lines: number };
  }[];
  return rows.map(({ record, info }) => {
    try {
      return voteOfRow(election, record);
    } catch (error) {
      throw new Error(`choices, line ${info.lines}: ${(error as Error).message}`, { cause: error });
    }
  });
}

function voteOfRow(election: Election, row: Readonly<Record<string, string>>): Vote {
  const { manifest, styles } = election;
  const style =
    row['style'] === undefined && styles.length === 1
      ? styles[0]
      : styles[manifest.styles.findIndex(({ id }) => id === row['style'])];
  if (!style) throw new Error(`there is no style "${row['style'] ?? ''}"`);
  const unit = manifest.units.findIndex(({ code }) => code === row['unit']);
  if (!style.units.includes(unit)) throw new Error(`the style is not for unit "${row['unit'] ?? ''}"`);
  const choices = style.contests.map((contest) => {
    const cell = row[contest.id];
    if (cell === undefined) throw new Error(`there is no column "${contest.id}"`);
    return pick(
      contest,
      cell.split(' ').filter((id) => id !== ''),
    );
  });
  return { style, unit, choices };
}

/** 1 for the named options, 0 for the others; throws if a group's limits are broken. */
function pick(contest: Contest, ids: readonly string[]): number[] {
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

function drawPlace(election: Election, random: () => number): Pick<Vote, 'style' | 'unit'> {
  const style = election.styles[Math.floor(random() * election.styles.length)]!;
  return { style, unit: style.units[Math.floor(random() * style.units.length)]! };
}

function drawChoice(contest: Contest, draw: Draw[string] | undefined, random: () => number): number[] {
  if (typeof draw === 'object') {
    return pick(contest, [
      contest.options[
        drawIndex(
          contest.options.map(({ id }) => draw[id] ?? 0),
          random,
        )
      ]!.id,
    ]);
  }
  // Each seat of each group is used with the given probability, by a candidate drawn without repetition.
  const ids = contest.groups.flatMap(({ min, max, weights }) => {
    const own = contest.options.filter(
      (_, i) => weights[i] === 1 && contest.groups.filter((g) => g.weights[i] !== 0).length === 1,
    );
    const used = Array.from({ length: max }, () => random() < (draw ?? 1)).filter(Boolean).length;
    return shuffle(own, random)
      .slice(0, Math.max(min, used))
      .map(({ id }) => id);
  });
  return pick(contest, ids);
}
