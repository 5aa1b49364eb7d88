/** Row of the stations through which a vote passes. Each opens to show its checks in plain words. @module */
import { meanings } from '../findings/meanings.ts';
import type { CheckReport, Status } from '../findings/findings.ts';
import { checkDetail, checkTitle, numberText } from '../report/format.ts';
import { type Language, words } from '../report/words.ts';
import { h } from './dom.ts';
import { checksOf, stations, stationStatus } from './stations.ts';
import { pageWords } from './words.ts';

/** Sign beside the word of each status, so that colour is never the only signal. */
const signs: Readonly<Record<Status, string>> = {
  ok: '✓',
  failed: '✗',
  incident: '!',
  'not run': '?',
  'not yet': '…',
  'nothing to judge': '–',
};

/** Draws the stations. At most one is open on the screen; in print all are. */
export function chainView(reports: readonly CheckReport[], language: Language): HTMLElement {
  const own = pageWords[language];
  const drawn = stations.map(({ id, checks }) => {
    const judged = checksOf(checks, reports);
    const { name, about } = own.stations[id];
    const panel = h(
      'section',
      { class: 'panel', id: `station-${id}`, hidden: true, 'aria-label': name },
      h('h3', {}, name),
      h('p', {}, about),
      h('ul', { class: 'checks' }, ...judged.map((check) => checkItem(check, language))),
    );
    const opener = h(
      'button',
      {
        type: 'button',
        class: `station ${className(stationStatus(judged))}`,
        'aria-expanded': 'false',
        'aria-controls': panel.id,
        click: () => toggle(panel),
      },
      h('span', { class: 'name' }, name),
      statusMark(stationStatus(judged), language),
      h('span', { class: 'count' }, countText(judged, language)),
    );
    return { opener, panel };
  });
  // The last station, for the user's files, stands apart, because votes do not pass through it.
  const way = drawn.slice(0, -1);
  const userFiles = drawn.at(-1);
  function toggle(chosen: HTMLElement): void {
    const opening = chosen.hidden;
    for (const { opener, panel } of drawn) {
      panel.hidden = !(panel === chosen && opening);
      opener.setAttribute('aria-expanded', String(!panel.hidden));
    }
  }
  return h(
    'section',
    { class: 'chain-section' },
    h('h2', {}, own.chain),
    h('p', { class: 'hint no-print' }, own.chainHint),
    h('ol', { class: 'chain no-print' }, ...way.map(({ opener }) => h('li', {}, opener))),
    h('div', { class: 'beside-chain no-print' }, userFiles!.opener),
    ...drawn.map(({ panel }) => panel),
  );
}

function countText(checks: readonly CheckReport[], language: Language): string {
  const applying = checks.filter(({ status }) => status !== 'nothing to judge');
  const good = applying.filter(({ status }) => status === 'ok').length;
  return applying.length === 0 ? '' : pageWords[language].good(good, applying.length);
}

function checkItem(check: CheckReport, language: Language): HTMLElement {
  const { id, status, reason } = check;
  const { examines, spec } = meanings[id];
  const own = pageWords[language];
  const detail = checkDetail(check, language);
  const facts = [reason || detail === '' ? detail : own.judged(detail), own.section(spec.join(', '))];
  return h(
    'li',
    { class: className(status) },
    h(
      'p',
      { class: 'check-title' },
      statusMark(status, language),
      ' ',
      h('b', {}, `${id} ${checkTitle(id, language)}`),
    ),
    h('p', {}, examines[language]),
    h(
      'p',
      { class: 'hint' },
      facts
        .filter((fact) => fact !== '')
        .map(sentence)
        .join(' '),
    ),
    check.findings.length > 0 &&
      h(
        'p',
        {},
        h(
          'a',
          { href: `#finding-${id}` },
          `${words[language].findings}: ${numberText(check.findings.length + check.more, language)}`,
        ),
      ),
  );
}

/** Returns a reason with a capital first letter and a full stop. */
const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function statusMark(status: Status, language: Language): HTMLElement {
  return h(
    'span',
    { class: 'status' },
    h('span', { 'aria-hidden': 'true' }, `${signs[status]} `),
    words[language].status[status],
  );
}

const className = (status: Status): string => `is-${status.replaceAll(' ', '-')}`;
