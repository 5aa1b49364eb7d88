/** Choices of the voters of a rehearsal, drawn at random, made from exact counts, or read from a CSV file. @module */

import { parse } from 'csv-parse/sync';
import type { Election, Style } from '#crypto/manifest/election.ts';
import type { Choices } from '#crypto/ballot/ballot.ts';
import { choiceOf, drawChoice, shuffle, type ContestDraw } from '#server/rehearsal/parties/draw.ts';

/** Unit, ballot style and choices of one voter. */
export interface Vote {
  readonly style: Style;
  readonly unit: number;
  readonly choices: Choices;
}

/** Draw of each contest, by id of the contest. By default every seat is used. */
export type Draw = Readonly<Record<string, ContestDraw>>;

/** Draws the votes of `voters` voters, spread over the election's units and styles. */
export function drawVotes(election: Election, draw: Draw, voters: number, random: () => number): Vote[] {
  return Array.from({ length: voters }, () => {
    const { style, unit } = drawPlace(election, random);
    return {
      style,
      unit,
      choices: style.contests.map((contest) => drawChoice(contest, draw[contest.id] ?? 1, random)),
    };
  });
}

/** Returns votes whose totals are exactly `counts`, in random order and units. Throws if there are several contests. */
export function exactVotes(
  election: Election,
  counts: Readonly<Record<string, Readonly<Record<string, number>>>>,
  random: () => number,
): Vote[] {
  const [contest] = election.contests;
  if (election.contests.length !== 1 || !contest)
    throw new Error('exact counts need an election with one contest');
  const each = Object.entries(counts[contest.id] ?? {}).flatMap(([option, count]) =>
    Array.from({ length: count }, () => [choiceOf(contest, [option])]),
  );
  return shuffle(each, random).map((choices) => ({ ...drawPlace(election, random), choices }));
}

/**
 * Reads votes from CSV text with a header: `unit` (code), `style` (id, if the election has several), and one column for
 * each contest of the style with the ids of the chosen options, joined by blanks. Throws with the line of the first
 * error.
 */
export function votesFromCsv(election: Election, text: string): Vote[] {
  const columns = { columns: true, bom: true, skip_empty_lines: true, info: true } as const;
  const rows = parse<{ record: Record<string, string>; info: { lines: number } }>(text, columns);
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
    return choiceOf(
      contest,
      cell.split(' ').filter((id) => id !== ''),
    );
  });
  return { style, unit, choices };
}

function drawPlace(election: Election, random: () => number): Pick<Vote, 'style' | 'unit'> {
  const style = election.styles[Math.floor(random() * election.styles.length)]!;
  return { style, unit: style.units[Math.floor(random() * style.units.length)]! };
}
