/** Text that `npm start` prints about the result of the election. @module */

import type { Election } from '#crypto/manifest/election.ts';
import type { ContestResult } from '#crypto/tally/result.ts';
import type { Language } from './words.ts';

const say = {
  es: {
    parties: 'Votos por partido',
    withheld: (least: number) =>
      `No se publica: votaron menos de ${least} personas y se sabría cómo votó cada una.`,
    verify: (board: string) => `Cualquiera puede volver a calcularlo, en otra terminal:

  npm run verify -- ${board}

La pizarra sigue en línea; Ctrl-C termina.`,
  },
  en: {
    parties: 'Votes of the parties',
    withheld: (least: number) =>
      `Not published: fewer than ${least} people voted, and it would tell how each of them voted.`,
    verify: (board: string) => `Anybody can recompute it, in another terminal:

  npm run verify -- ${board}

The board stays online; Ctrl-C ends.`,
  },
} as const;

/**
 * Returns for each contest the votes of its options and parties, or a sentence that its result is withheld; then the
 * command that verifies the result.
 */
export function resultText(
  { manifest, contests }: Election,
  result: readonly ContestResult[],
  board: string,
  lang: Language,
): string {
  const { parties: partiesTitle, withheld, verify } = say[lang];
  const row = (name: string, votes: number): string => `${String(votes).padStart(10)}  ${name}`;
  const blocks = contests.map(({ options }, c) => {
    const { title, groups, specials, parties } = manifest.contests[c]!;
    const { cells, totals, partyVotes } = result[c]!;
    if (cells.length === 0) return [title[lang], `  ${withheld(manifest.smallUnit)}`];
    const named = [...groups.flatMap((group) => group.options), ...specials];
    const nameOf = (id: string): string => named.find((own) => own.id === id)!.title[lang];
    return [
      title[lang],
      ...options.map(({ id }, o) => row(nameOf(id), totals[o]!)),
      ...(parties.length === 0 ? [] : [`  ${partiesTitle}`]),
      ...parties.map(({ name }, p) => row(name, partyVotes[p]!)),
    ];
  });
  return [...blocks.map((lines) => `\n${lines.join('\n')}`), '', verify(board)].join('\n');
}
