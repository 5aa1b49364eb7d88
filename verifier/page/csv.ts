/** Published result as a CSV file (RFC 4180). @module */
import type { CellOutcome, Outcome } from '../election/outcome.ts';
import type { Language } from '../report/words.ts';

const columns = ['contest', 'kind', 'units', 'ballots', 'id', 'title', 'votes'];

/**
 * Returns a line for each option in total and in each cell, and for each party. Titles are in `language`. If
 * people also vote in person, the last column has the modality, and there are lines with totals per modality.
 */
export function csvOf({ contests, sites }: Outcome, language: Language): string {
  const rows = contests.flatMap(({ id: contest, options, parties, cells, modalities = [] }) => {
    const ballots = cells.reduce((sum, cell) => sum + cell.ballots, 0);
    const titled = options.map(({ id, title }) => [id, title[language]] as const);
    return [
      ...options.map(({ votes }, o) => [contest, 'total', '', ballots, ...titled[o]!, votes, '']),
      ...modalities.flatMap((one) =>
        titled.map((own, o) => [contest, 'total', '', one.ballots, ...own, one.votes[o]!, one.modality]),
      ),
      ...parties.map(({ id, name, votes }) => [contest, 'party', '', ballots, id, name, votes, '']),
      ...cells.flatMap((cell) =>
        titled.map((own, o) => [
          contest,
          'cell',
          unitsOf(cell),
          cell.ballots,
          ...own,
          cell.votes[o]!,
          cell.modality ?? '',
        ]),
      ),
    ];
  });
  const width = sites ? columns.length + 1 : columns.length;
  return [[...columns, 'modality'], ...rows]
    .map((row) => `${row.slice(0, width).map(field).join(',')}\r\n`)
    .join('');
}

/** Returns the names of a cell's units. If the cell has both modalities, each name has its modality added. */
function unitsOf({ units, modality, parts }: CellOutcome): string {
  const names = modality === 'both' && parts ? parts.map((part) => `${part.unit} (${part.modality})`) : units;
  return names.join('; ');
}

/**
 * Quotes a field. Text that a spreadsheet would read as a formula gets an apostrophe in front, because titles
 * come from the board, which is not trusted.
 */
function field(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
