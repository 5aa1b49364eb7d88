/** View of the published result by contest, modality and cell, as bars with figures and as tables. @module */
import type { CellOutcome, ContestOutcome, ModalityOutcome, Outcome } from '../election/outcome.ts';
import { cellName, decimalText, modalityLines, numberText, unitCount } from '../report/format.ts';
import { type Language, words } from '../report/words.ts';
import { h } from './dom.ts';
import { pageWords } from './words.ts';

interface Row {
  readonly name: string;
  readonly votes: number;
}

/** Draws the result. `doubtful`: whether the verdict is negative, so that the result must not look verified. */
export function contestsView({ contests }: Outcome, doubtful: boolean, language: Language): HTMLElement {
  const { result, resultDoubtful } = words[language];
  const own = pageWords[language];
  return h(
    'section',
    { class: doubtful ? 'results doubtful' : 'results' },
    h('h2', {}, doubtful ? resultDoubtful : result),
    doubtful && h('p', { class: 'warning' }, own.doubt),
    ...contests.map((contest) => contestView(contest, language)),
  );
}

function contestView(contest: ContestOutcome, language: Language): HTMLElement {
  const { id, title, parties, cells, modalities = [] } = contest;
  const { parties: partiesTitle, modalities: modalityNames } = words[language];
  const own = pageWords[language];
  const name = title[language];
  const shown = h('div', {}, totalView(contest, language));
  const views = [
    { label: own.allUnits(unitCount(contest)), view: () => totalView(contest, language) },
    ...modalities.map((one) => ({
      label: modalityNames[one.modality],
      view: () => partView(contest, modalityNames[one.modality], one, language),
    })),
    ...cells.map((cell) => ({
      label: cellName(cell, language),
      view: () => cellView(contest, cell, language),
    })),
  ];
  const choice = h(
    'select',
    {
      id: `units-${id}`,
      change: () => shown.replaceChildren(views[Number(choice.value)]!.view()),
    },
    ...views.map(({ label }, v) => h('option', { value: v }, label)),
  );
  return h(
    'section',
    { class: 'contest' },
    h('h3', {}, name),
    ...modalityLines(contest, language).map((line) => h('p', {}, line)),
    h('p', { class: 'no-print' }, h('label', { for: choice.id }, own.units), choice),
    shown,
    parties.length > 0 && h('h4', {}, partiesTitle),
    parties.length > 0 &&
      chartAndTable(`${name}, ${partiesTitle}`, own.party, parties, ballotsOf(contest), language),
    // In print there is a table for every modality and for every cell with ballots.
    h(
      'div',
      { class: 'print-only' },
      ...modalities.map((one) => partView(contest, modalityNames[one.modality], one, language)),
      ...cells.map((cell) => cell.ballots > 0 && cellView(contest, cell, language)),
    ),
  );
}

function totalView(contest: ContestOutcome, language: Language): HTMLElement {
  const own = pageWords[language];
  const rows = contest.options.map(({ title, votes }) => ({ name: title[language], votes }));
  const ballots = ballotsOf(contest);
  return h(
    'div',
    {},
    h('p', {}, own.ballots(numberText(ballots, language))),
    chartAndTable(contest.title[language], own.option, rows, ballots, language),
  );
}

function cellView(contest: ContestOutcome, cell: CellOutcome, language: Language): HTMLElement {
  // The last argument has the names of all units, the second only the first few.
  return partView(contest, cellName(cell, language), cell, language, cellName(cell, language, Infinity));
}

function partView(
  { title, options }: ContestOutcome,
  name: string,
  { ballots, votes }: Pick<CellOutcome | ModalityOutcome, 'ballots' | 'votes'>,
  language: Language,
  fullName = name,
): HTMLElement {
  const own = pageWords[language];
  const rows = options.map((option, o) => ({ name: option.title[language], votes: votes[o]! }));
  return h(
    'div',
    { class: 'cell' },
    h('p', {}, h('b', {}, fullName), `: ${own.ballots(numberText(ballots, language))}`),
    chartAndTable(`${title[language]}, ${name}`, own.option, rows, ballots, language),
  );
}

const ballotsOf = ({ cells }: ContestOutcome): number => cells.reduce((sum, { ballots }) => sum + ballots, 0);

function chartAndTable(
  caption: string,
  kind: string,
  rows: readonly Row[],
  ballots: number,
  language: Language,
): HTMLElement {
  const own = pageWords[language];
  const most = Math.max(1, ...rows.map(({ votes }) => votes));
  const bars = rows.map(({ name, votes }) => {
    const bar = h('div', { class: 'bar' });
    bar.style.inlineSize = `${(100 * votes) / most}%`;
    return h(
      'div',
      { class: 'row' },
      h('span', {}, name),
      h('div', { class: 'track' }, bar),
      h('span', {}, numberText(votes, language)),
    );
  });
  const share = (votes: number): string =>
    ballots === 0 ? '–' : decimalText((100 * votes) / ballots, 2, language);
  return h(
    'div',
    { class: 'beside' },
    h('div', { class: 'chart', role: 'img', 'aria-label': own.chart(caption) }, ...bars),
    h(
      'table',
      {},
      h('caption', {}, caption),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, kind),
          h('th', { scope: 'col', class: 'number' }, own.votes),
          h('th', { scope: 'col', class: 'number' }, own.share),
        ),
      ),
      h(
        'tbody',
        {},
        ...rows.map(({ name, votes }) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row' }, name),
            h('td', { class: 'number' }, numberText(votes, language)),
            h('td', { class: 'number' }, share(votes)),
          ),
        ),
      ),
    ),
  );
}
