/** The published result by contest and unit: bars with figures, and the same in a table. @module */
import type { ContestOutcome, Outcome } from '../outcome.ts';
import { decimalText, fewNames, numberText } from '../wording.ts';
import { type Language, words } from '../words.ts';
import { h } from './dom.ts';
import { pageWords } from './words.ts';

interface Row {
  readonly name: string;
  readonly votes: number;
}

/** `doubtful`: the board was not verified, and this must not look as if it was. */
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
  const { id, title, parties, cells } = contest;
  const { parties: partiesTitle } = words[language];
  const own = pageWords[language];
  const name = title[language];
  const shown = h('div', {}, totalView(contest, language));
  const choice = h(
    'select',
    {
      id: `units-${id}`,
      change: () =>
        shown.replaceChildren(
          choice.value === ''
            ? totalView(contest, language)
            : cellView(contest, Number(choice.value), language),
        ),
    },
    h('option', { value: '' }, own.allUnits(cells.reduce((sum, { units }) => sum + units.length, 0))),
    ...cells.map(({ units }, c) => h('option', { value: c }, fewNames(units, language))),
  );
  return h(
    'section',
    { class: 'contest' },
    h('h3', {}, name),
    h('p', { class: 'no-print' }, h('label', { for: choice.id }, own.units), choice),
    shown,
    parties.length > 0 && h('h4', {}, partiesTitle),
    parties.length > 0 &&
      chartAndTable(`${name}, ${partiesTitle}`, own.party, parties, ballotsOf(contest), language),
    // On paper every cell with ballots has its table.
    h(
      'div',
      { class: 'print-only' },
      ...cells.map(({ ballots }, c) => ballots > 0 && cellView(contest, c, language)),
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

function cellView(
  { title, options, cells }: ContestOutcome,
  position: number,
  language: Language,
): HTMLElement {
  const own = pageWords[language];
  const { units, ballots, votes } = cells[position]!;
  const rows = options.map((option, o) => ({ name: option.title[language], votes: votes[o]! }));
  return h(
    'div',
    { class: 'cell' },
    h('p', {}, h('b', {}, units.join(', ')), `: ${own.ballots(numberText(ballots, language))}`),
    chartAndTable(`${title[language]}, ${fewNames(units, language)}`, own.option, rows, ballots, language),
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
