/** The published result as a table for spreadsheets (RFC 4180). @module */
import type { Outcome } from '../outcome.ts';
import type { Language } from '../words.ts';

const columns = ['contest', 'kind', 'units', 'ballots', 'id', 'title', 'votes'];

/** A line for each option of each cell and of the total, and for each party; titles in the language. */
export function csvOf({ contests }: Outcome, language: Language): string {
  const rows = contests.flatMap(({ id: contest, options, parties, cells }) => {
    const ballots = cells.reduce((sum, cell) => sum + cell.ballots, 0);
    const titled = options.map(({ id, title }) => [id, title[language]] as const);
    return [
      ...options.map(({ votes }, o) => [contest, 'total', '', ballots, ...titled[o]!, votes]),
      ...parties.map(({ id, name, votes }) => [contest, 'party', '', ballots, id, name, votes]),
      ...cells.flatMap((cell) =>
        titled.map((own, o) => [
          contest,
          'cell',
          cell.units.join('; '),
          cell.ballots,
          ...own,
          cell.votes[o]!,
        ]),
      ),
    ];
  });
  return [columns, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

/** Titles come from the board: what a spreadsheet would take for a formula gets an apostrophe, so that it stays text. */
function field(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
