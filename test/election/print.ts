/** Output of a rehearsal's result beside the count of the votes before encryption. @module */

import type { Election } from '#crypto/manifest/election.ts';
import type { ContestResult } from '#crypto/tally/result.ts';
import type { Vote } from './choices.ts';
import { countInTheClear } from './plain-count.ts';
import { words, type Language } from './words.ts';

/** Prints the decrypted totals and the expected ones. Returns whether they are equal. */
export function printResult(
  election: Election,
  result: readonly ContestResult[],
  votes: readonly Vote[],
  lang: Language,
): boolean {
  const say = words[lang];
  const plain = countInTheClear(election, votes);
  election.manifest.contests.forEach((contest, c) => {
    const { cells, totals, partyVotes } = result[c]!;
    const titles = [...contest.groups.flatMap((group) => group.options), ...contest.specials].map(
      (o) => o.title[lang],
    );
    console.log(`${contest.title[lang]}\n`);
    if (cells.length === 0) return console.log(`  ${say.withheld}\n`);
    table([
      [say.option, say.votes, say.plain],
      ...titles.map((title, i) => [title, totals[i]!, plain[c]![i]!]),
    ]);
    if (contest.parties.length === 0) return;
    const options = election.contests[c]!.options;
    const votesOf = (parties: readonly string[]): number =>
      options.reduce(
        (sum, option, i) => (parties.includes(option.parties[0] ?? '') ? sum + totals[i]! : sum),
        0,
      );
    table([
      [say.candidacies, say.votes],
      ...contest.candidacies.map(({ name, parties }) => [name, votesOf(parties)]),
    ]);
    table([[say.parties, say.votes], ...contest.parties.map(({ name }, i) => [name, partyVotes[i]!])]);
  });
  const equal = result.every(({ totals }, c) => totals.every((total, i) => total === plain[c]![i]));
  console.log(`${equal ? say.equal : say.different}\n`);
  return equal;
}

/** Prints rows with the first column aligned to the left and the others to the right. */
function table(rows: readonly (readonly (string | number)[])[]): void {
  const width = (column: number): number => Math.max(...rows.map((row) => String(row[column]).length));
  for (const row of rows) {
    const cells = row.map((cell, i) =>
      i === 0 ? String(cell).padEnd(width(i)) : String(cell).padStart(width(i)),
    );
    console.log(`  ${cells.join('  ')}`);
  }
  console.log('');
}
