/**
 * Screen with the report: verdict, findings, stations of a vote, result, and the limits of all checks.
 * @module
 */
import { printJson } from '../report/json.ts';
import type { CheckReport } from '../findings/findings.ts';
import type { Report } from '../verification/report.ts';
import { actLists } from '../report/acts.ts';
import {
  checkTitle,
  consequence,
  decimalText,
  findingLines,
  headingLines,
  notChecked,
  receiptLines,
  siteLines,
  trusteeLines,
  verdictLines,
  withheldLines,
} from '../report/format.ts';
import { type Language, words } from '../report/words.ts';
import { chainView } from './chain.ts';
import { contestsView } from './contests.ts';
import { csvOf } from './csv.ts';
import { button, h } from './dom.ts';
import { pageWords } from './words.ts';

/** Report, with the board's location, the time taken and the number of threads. */
export interface Finished {
  readonly report: Report;
  /** Address of the board as the user typed it, or name of the folder. */
  readonly place: string;
  readonly seconds: number;
  readonly threads: number;
}

const verdictSigns: Readonly<Record<Report['verdict'], string>> = {
  verified: '✓',
  'so far in order': '…',
  'rules broken': '!',
  'not verified': '✗',
};

export function reportView(finished: Finished, language: Language, again: () => void): HTMLElement {
  const { report, place, seconds, threads } = finished;
  const { verdict, outcome } = report;
  const own = pageWords[language];
  const {
    receipts,
    notChecked: notCheckedTitle,
    rehearsal,
    sites,
    trustees,
    withheldTitle,
  } = words[language];
  const withheld = outcome ? withheldLines(outcome, language) : [];
  const [word, ...standing] = verdictLines(report, language);
  const title = outcome ? outcome.election.title[language] : own.withoutManifest;
  const facts = outcome ? headingLines(report, language).slice(1) : headingLines(report, language);
  const time = decimalText(seconds, 1, language);
  const doubtful = verdict === 'not verified';
  const broken = report.checks.filter(({ findings }) => findings.length > 0);
  return h(
    'main',
    {},
    h('h1', { tabindex: -1 }, title, outcome?.election.rehearsal === true && ` (${rehearsal})`),
    h(
      'div',
      { class: `verdict is-${verdict.replaceAll(' ', '-')}`, id: 'verdict' },
      h('span', { class: 'sign', 'aria-hidden': 'true' }, verdictSigns[verdict]),
      h('div', {}, h('p', { class: 'word' }, word), ...standing.map((line) => h('p', {}, line))),
    ),
    h(
      'ul',
      { class: 'facts' },
      ...[own.readFrom(place), ...facts, own.took(time, threads)].map((fact) => h('li', {}, fact)),
    ),
    broken.length > 0 && findingsView(broken, outcome, language),
    chainView(report.checks, language),
    outcome?.sites && listView(sites, siteLines(outcome.sites, language)),
    ...(outcome ? actLists(outcome, language) : []).map((list) => listView(list.title, list.lines)),
    outcome && listView(trustees, trusteeLines(outcome, language)),
    outcome && outcome.contests.length > 0
      ? contestsView(outcome, doubtful, language)
      : withheld.length === 0 && h('p', {}, own.noResult),
    withheld.length > 0 && listView(withheldTitle, withheld),
    report.receipts.length > 0 && listView(receipts, receiptLines(report, language)),
    listView(notCheckedTitle, notChecked(report, language)),
    keepView(report, language),
    button(own.again, again, { id: 'again', class: 'no-print' }),
  );
}

/** Draws the findings of each check with their consequence, because the number of a check says little. */
function findingsView(
  broken: readonly CheckReport[],
  outcome: Report['outcome'],
  language: Language,
): HTMLElement {
  const { findings, means, status } = words[language];
  return h(
    'section',
    {},
    h('h2', {}, findings),
    ...broken.map((check) =>
      h(
        'section',
        { class: `finding is-${check.status}`, id: `finding-${check.id}` },
        h('h3', {}, `${status[check.status]}: ${check.id} ${checkTitle(check.id, language)}`),
        h('ul', {}, ...findingLines(check, outcome, language).map((line) => h('li', {}, line))),
        h('p', {}, h('b', {}, `${means}: `), consequence(check.id, language)),
      ),
    ),
  );
}

function listView(title: string, lines: readonly string[]): HTMLElement {
  return h('section', {}, h('h2', {}, title), h('ul', {}, ...lines.map((line) => h('li', {}, line))));
}

function keepView(report: Report, language: Language): HTMLElement {
  const own = pageWords[language];
  const { outcome, verdict } = report;
  // The verdict is part of the file name, so that the figures are never sent without it.
  const name = `${outcome?.election.id ?? 'sivei'}-${verdict.replaceAll(' ', '-')}`;
  const csv = outcome && outcome.contests.length > 0 && csvOf(outcome, language);
  return h(
    'section',
    { class: 'no-print' },
    h('h2', {}, own.saveReport),
    h(
      'div',
      { class: 'buttons' },
      button(own.print, () => window.print(), { id: 'print' }),
      button(own.json, () => save(`${name}.json`, 'application/json', printJson(report)), { id: 'json' }),
      csv && button(own.csv, () => save(`${name}.csv`, 'text/csv', csv), { id: 'csv' }),
    ),
  );
}

function save(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  h('a', { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}
