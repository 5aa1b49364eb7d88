/** Report as text for the terminal (spec §10.1). @module */
import type { Text } from '../election/manifest/form.ts';
import type { ContestOutcome } from '../election/outcome.ts';
import type { CheckReport } from '../findings/findings.ts';
import type { Report } from '../verification/report.ts';
import { actLists } from '../report/acts.ts';
import {
  cellName,
  checkDetail,
  checkTitle,
  consequence,
  findingLines,
  headingLines,
  modalityLines,
  notChecked,
  numberText,
  receiptLines,
  siteLines,
  trusteeLines,
  unitCount,
  verdictLines,
  withheldLines,
} from '../report/format.ts';
import { type Language, words } from '../report/words.ts';

export function printVerdict(report: Report, language: Language): string {
  return verdictLines(report, language).join('\n');
}

export function printReport(report: Report, language: Language): string {
  const lines = [
    ...headingLines(report, language),
    '',
    printVerdict(report, language),
    '',
    ...section(
      words[language].checks,
      report.checks.map((check) => checkLine(check, language)),
    ),
    ...section(
      words[language].findings,
      report.checks.flatMap((check) => findings(check, report, language)),
    ),
    ...section(words[language].receipts, receiptLines(report, language)),
    ...section(words[language].sites, siteLines(report.outcome?.sites ?? [], language)),
    ...(report.outcome ? actLists(report.outcome, language) : []).flatMap((list) =>
      section(list.title, list.lines),
    ),
    ...section(words[language].trustees, report.outcome ? trusteeLines(report.outcome, language) : []),
    ...results(report, language),
    ...section(words[language].withheldTitle, report.outcome ? withheldLines(report.outcome, language) : []),
    ...section(words[language].notChecked, notChecked(report, language)),
    printVerdict(report, language), // again, because the first one may have scrolled away
  ];
  return `${lines.join('\n')}\n`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`), ''];
}

function checkLine(check: CheckReport, language: Language): string {
  const { id, status } = check;
  const detail = checkDetail(check, language);
  const label = words[language].status[status].padEnd(16);
  return `${label} ${id.padEnd(4)} ${checkTitle(id, language)}${detail === '' ? '' : ` (${detail})`}`;
}

function findings(check: CheckReport, { outcome }: Report, language: Language): string[] {
  const { id } = check;
  if (check.findings.length === 0) return [];
  return [
    ...findingLines(check, outcome, language).map((line) => `${id.padEnd(4)} ${line}`),
    `     ${words[language].means}: ${consequence(id, language)}`,
  ];
}

function results({ outcome, verdict }: Report, language: Language): string[] {
  if (!outcome || outcome.contests.length === 0) return [];
  const { result, resultDoubtful } = words[language];
  const lines = outcome.contests.flatMap((contest) => contestLines(contest, language));
  return section(verdict === 'not verified' ? resultDoubtful : result, lines);
}

function contestLines(contest: ContestOutcome, language: Language): string[] {
  const { title, options, parties, cells, modalities = [] } = contest;
  const row = (name: string, votes: number): string => `${numberText(votes, language).padStart(12)}  ${name}`;
  const optionTitle = (text: Text): string => text[language];
  return [
    title[language],
    ...options.map((option) => row(optionTitle(option.title), option.votes)),
    ...(parties.length === 0 ? [] : [words[language].parties]),
    ...parties.map((party) => row(party.name, party.votes)),
    ...modalityLines(contest, language).flatMap((line, m) => [
      line,
      ...(modalities[m]?.votes ?? []).map((votes, o) => row(optionTitle(options[o]!.title), votes)),
    ]),
    words[language].cells(cells.length, unitCount(contest)),
    ...cells
      .filter(({ ballots }) => ballots > 0)
      .map((cell) => `  ${words[language].cell(cellName(cell, language), cell.ballots)}`),
  ];
}
