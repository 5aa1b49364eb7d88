/** The report for people (spec §10.1). @module */
import { checks } from '../checks.ts';
import type { Text } from '../manifest/form.ts';
import type { ContestOutcome, Outcome } from '../outcome.ts';
import type { CheckReport, Finding, Place } from '../report.ts';
import type { Report } from '../verify.ts';
import { type Language, words } from './words.ts';

/** Findings that are printed of one check; `--json` has all that were kept. */
const printed = 10;

export function printVerdict(report: Report, language: Language): string {
  const { verdict, rulesBrokenSoFar } = words[language];
  const { soFar, outcome } = report;
  if (!soFar || !outcome) return verdict[report.verdict];
  const word = report.verdict === 'rules broken' ? rulesBrokenSoFar : verdict[report.verdict];
  return `${word}\n${standing(outcome, language)}`;
}

export function printReport(report: Report, language: Language): string {
  const lines = [
    ...heading(report, language),
    '',
    printVerdict(report, language),
    '',
    ...section(
      words[language].checks,
      report.checks.map((check) => checkLine(check, language)),
    ),
    ...section(
      words[language].findings,
      report.checks.flatMap((check) => findingLines(check, language)),
    ),
    ...section(words[language].receipts, receiptLines(report, language)),
    ...results(report, language),
    ...section(words[language].notChecked, notChecked(report, language)),
  ];
  return `${lines.join('\n')}\n`;
}

/** How far the election has come that was judged so far. */
function standing({ stage, mark, time: seconds, election }: Outcome, language: Language): string {
  const { soFar, stages, mark: markText } = words[language];
  const at =
    mark === undefined ? undefined : markText(number(mark, language), time(seconds, election.zone, language));
  return soFar(stages[stage], at);
}

function heading({ outcome, size }: Report, language: Language): string[] {
  const { election, rehearsal, manifest, board, votes } = words[language];
  if (!outcome) return size === undefined ? [] : [board(number(size, language), '?')];
  const { title, manifestHash, zone } = outcome.election;
  const suffix = outcome.election.rehearsal ? ` (${rehearsal})` : '';
  const counted = [outcome.ballots, outcome.voters, outcome.eligible, outcome.challenged] as const;
  return [
    `${election}: ${title[language]}${suffix}`,
    `${manifest}: ${manifestHash}`,
    board(number(size ?? 0, language), time(outcome.time, zone, language)),
    votes(...(counted.map((n) => number(n, language)) as [string, string, string, string])),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`), ''];
}

function checkLine({ id, status, count, reason }: CheckReport, language: Language): string {
  const meaning = checks.find((check) => check.id === id)![language];
  const judged = status === 'ok' || status === 'failed' || status === 'incident';
  const detail = reason ? reason[language] : judged ? number(count, language) : '';
  const label = words[language].status[status].padEnd(16);
  return `${label} ${id.padEnd(4)} ${meaning}${detail === '' ? '' : ` (${detail})`}`;
}

function findingLines({ findings, more }: CheckReport, language: Language): string[] {
  const hidden = Math.max(0, findings.length - printed) + more;
  const shown = findings.slice(0, printed).map((finding) => findingLine(finding, language));
  return hidden === 0 ? shown : [...shown, words[language].more(hidden)];
}

function findingLine({ check, place, says }: Finding, language: Language): string {
  const where = placeText(place, language);
  return `${check.padEnd(4)} ${where === '' ? '' : `${where}: `}${says[language]}`;
}

function placeText(place: Place, language: Language): string {
  const names = words[language].place;
  const { file, entry, member, trustee, unit, contest, cell } = place;
  const parts = [
    file !== undefined && names.file(file),
    entry !== undefined && names.entry(entry),
    member !== undefined && names.member(member),
    trustee !== undefined && names.trustee(trustee),
    unit !== undefined && names.unit(unit),
    contest !== undefined && names.contest(contest),
    cell !== undefined && names.cell(cell),
  ];
  return parts.filter((part) => part !== false).join(', ');
}

function receiptLines({ receipts }: Report, language: Language): string[] {
  const { receipt, replaced } = words[language];
  return receipts.map((own) => {
    const suffix = own.replaced ? ` — ${replaced}` : '';
    return `${own.file}: ${receipt(own.entry, own.tracker, own.shortId)}${suffix}`;
  });
}

function results({ outcome, verdict }: Report, language: Language): string[] {
  if (!outcome || outcome.contests.length === 0) return [];
  const { result, resultDoubtful } = words[language];
  const lines = outcome.contests.flatMap((contest) => contestLines(contest, language));
  return section(verdict === 'not verified' ? resultDoubtful : result, lines);
}

function contestLines({ title, options, parties, cells }: ContestOutcome, language: Language): string[] {
  const row = (name: string, votes: number): string => `${number(votes, language).padStart(12)}  ${name}`;
  const optionTitle = (text: Text): string => text[language];
  const units = cells.reduce((sum, cell) => sum + cell.units.length, 0);
  return [
    title[language],
    ...options.map((option) => row(optionTitle(option.title), option.votes)),
    ...(parties.length === 0 ? [] : [words[language].parties]),
    ...parties.map((party) => row(party.name, party.votes)),
    words[language].cells(cells.length, units),
    ...cells
      .filter(({ ballots }) => ballots > 0)
      .map(({ units: names, ballots }) => `  ${words[language].cell(fewNames(names, language), ballots)}`),
  ];
}

function fewNames(names: readonly string[], language: Language): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length <= 3 ? shown : shown + words[language].andMore(names.length - 3);
}

function notChecked({ checks: all, soFar }: Report, language: Language): string[] {
  const open = all.filter(
    ({ status }) => status === 'not run' || status === 'not yet' || status === 'nothing to judge',
  );
  return [
    ...open.map(({ id }) => `${id.padEnd(4)} ${checks.find((check) => check.id === id)![language]}`),
    ...(soFar ? [words[language].cutBack] : []),
    ...words[language].never,
  ];
}

function number(value: number, language: Language): string {
  return value.toLocaleString(language === 'es' ? 'es-MX' : 'en');
}

/** In the election's zone; rule M20 does not promise that there is one of that name. */
function time(seconds: number | undefined, zone: string, language: Language): string {
  const date = new Date((seconds ?? Number.NaN) * 1000);
  if (Number.isNaN(date.getTime())) return '?';
  const style = { dateStyle: 'long', timeStyle: 'long' } as const;
  try {
    return date.toLocaleString(language === 'es' ? 'es-MX' : 'en', { ...style, timeZone: zone });
  } catch {
    return date.toISOString();
  }
}
