/** Published result as a table for spreadsheets (RFC 4180). @module */
import type { CellOutcome, Outcome } from '../election/outcome.ts';
import type { Language } from '../report/words.ts';

const columns = ['contest', 'kind', 'units', 'ballots', 'id', 'title', 'votes'];

/**
 * Prints a line for each option of each cell and of the total, and for each party, with titles in the
 * language. If people also vote in person, a last column has the modality, and there are totals of each.
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

/** Returns the units of a cell. In a cell of both modalities each unit is named with its modality. */
function unitsOf({ units, modality, parts }: CellOutcome): string {
  const names = modality === 'both' && parts ? parts.map((part) => `${part.unit} (${part.modality})`) : units;
  return names.join('; ');
}

/**
 * Quotes a field. Titles come from the board: text that a spreadsheet would read as a formula gets an
 * apostrophe.
 */
function field(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
