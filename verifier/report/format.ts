/** Report in words, as the command line prints it and the page shows it (spec §10.1). @module */
import { type CheckId, checks } from '../findings/checks.ts';
import { kinds } from '../election/kinds.ts';
import { meanings } from '../findings/meanings.ts';
import type {
  CellOutcome,
  ContestOutcome,
  ModalityOutcome,
  Outcome,
  SiteOutcome,
} from '../election/outcome.ts';
import type { CheckReport, Finding, Place } from '../findings/findings.ts';
import type { TrusteeName } from '../election/trustees.ts';
import type { Report } from '../verification/report.ts';
import { type Language, words } from './words.ts';

/** Returns the sentence of the verdict. For an unfinished election a second sentence gives the progress. */
export function verdictLines(report: Report, language: Language): string[] {
  const { verdict, rulesBrokenSoFar } = words[language];
  const { soFar, outcome } = report;
  if (!soFar || !outcome) return [verdict[report.verdict]];
  const word = report.verdict === 'rules broken' ? rulesBrokenSoFar : verdict[report.verdict];
  return [word, progressLine(outcome, language)];
}

function progressLine({ stage, mark, time, election }: Outcome, language: Language): string {
  const { soFar, stages, mark: markText } = words[language];
  const at =
    mark === undefined
      ? undefined
      : markText(numberText(mark, language), timeText(time, election.zone, language));
  return soFar(stages[stage], at);
}

/**
 * Returns a line for each fact about election and board. The first one names the election, if its manifest
 * could be read.
 */
export function headingLines({ outcome, size }: Report, language: Language): string[] {
  const { election, rehearsal, manifest, authority, board, votes, votesWithSites } = words[language];
  if (!outcome) return size === undefined ? [] : [board(numberText(size, language), '?')];
  const { title, manifestHash, zone } = outcome.election;
  const suffix = outcome.election.rehearsal ? ` (${rehearsal})` : '';
  const counted = [outcome.ballots, outcome.voters, outcome.eligible, outcome.challenged] as const;
  return [
    `${election}: ${title[language]}${suffix}`,
    `${manifest}: ${manifestHash}`,
    authority(outcome.authority.quorum, outcome.authority.keys),
    board(numberText(size ?? 0, language), timeText(outcome.time, zone, language)),
    (outcome.sites ? votesWithSites : votes)(
      ...(counted.map((n) => numberText(n, language)) as [string, string, string, string]),
    ),
  ];
}

/** Returns a short description of a check. */
export function checkTitle(id: CheckId, language: Language): string {
  return checks.find((check) => check.id === id)![language];
}

/** Returns the consequence of a check's findings for the result. */
export function consequence(id: CheckId, language: Language): string {
  return meanings[id].consequence[language];
}

/** Returns the number of things that a check judged, or the reason why it judged none. */
export function checkDetail({ status, count, reason }: CheckReport, language: Language): string {
  const judged = status === 'ok' || status === 'failed' || status === 'incident';
  return reason ? reason[language] : judged ? numberText(count, language) : '';
}

/** Maximum number of findings shown for a check. The JSON report has all that were kept. */
const MAX_SHOWN_FINDINGS = 10;

/**
 * Returns the first findings of a check, each with its location, and a last line with the number of further
 * ones.
 */
export function findingLines(
  { findings, more }: CheckReport,
  outcome: Outcome | undefined,
  language: Language,
): string[] {
  const hidden = Math.max(0, findings.length - MAX_SHOWN_FINDINGS) + more;
  const lines = findings
    .slice(0, MAX_SHOWN_FINDINGS)
    .map((finding) => findingText(finding, outcome, language));
  return hidden === 0 ? lines : [...lines, words[language].more(hidden)];
}

/** Returns location and sentence of a finding. */
export function findingText(
  { place, says }: Finding,
  outcome: Outcome | undefined,
  language: Language,
): string {
  const where = placeText(place, outcome, language);
  return `${where === '' ? '' : `${where}: `}${says[language]}`;
}

/**
 * Returns the location of a finding, or an empty string if it has none. Things that have a name on the board
 * are named.
 */
function placeText(place: Place, outcome: Outcome | undefined, language: Language): string {
  const names = words[language].place;
  const { file, entry, member, trustee, unit, site, contest, cell } = place;
  const own = outcome?.contests.find(({ id }) => id === contest);
  const ownCell = own?.cells[cell ?? -1];
  const siteName = outcome?.sites?.find(({ code }) => code === site)?.name[language];
  const named = (value: string | number, name: string | undefined): string =>
    name === undefined ? String(value) : `${value} (${name})`;
  const parts = [
    file !== undefined && names.file(file),
    entry !== undefined && names.entry(entry),
    member !== undefined && names.member(member),
    trustee !== undefined && names.trustee(trustee),
    unit !== undefined && names.unit(unit),
    site !== undefined && names.site(named(site, siteName)),
    contest !== undefined && names.contest(named(contest, own?.title[language])),
    cell !== undefined && names.cell(named(cell, ownCell && cellName(ownCell, language))),
  ];
  return parts.filter((part) => part !== false).join(', ');
}

/** Returns a line for each receipt of the user. */
export function receiptLines({ receipts }: Report, language: Language): string[] {
  const { receipt, replaced } = words[language];
  return receipts.map((own) => {
    const suffix = own.replaced ? ` — ${replaced}` : '';
    return `${own.file}: ${receipt(own.entry, own.tracker, own.shortId)}${suffix}`;
  });
}

/** Returns a line for each check that was not run, and lines that say what no check can show. */
export function notChecked({ checks: all, soFar }: Report, language: Language): string[] {
  const open = all.filter(
    ({ status }) => status === 'not run' || status === 'not yet' || status === 'nothing to judge',
  );
  return [
    ...open.map(({ id }) => `${id.padEnd(4)} ${checkTitle(id, language)}`),
    ...(soFar ? [words[language].cutBack] : []),
    ...words[language].never,
  ];
}

/**
 * Returns a line each for the trustees who made the key, those excluded and why, and those who decrypted the
 * tally.
 */
export function trusteeLines({ trustees }: Outcome, language: Language): string[] {
  const { keyMadeBy, noKey, excluded, exclusions, openedBy } = words[language];
  const nameOf = ({ number, name }: TrusteeName): string => `${number} ${name[language]}`;
  const names = (list: readonly TrusteeName[]): string => list.map(nameOf).join(', ');
  const { makers, openers } = trustees;
  return [
    makers.length > 0 ? keyMadeBy(names(makers)) : noKey,
    ...trustees.excluded.map((one) =>
      excluded(
        nameOf(one),
        one.cause === 'absence' ? exclusions.absence(kinds[one.owed].label[language]) : exclusions.complaint,
      ),
    ),
    ...(openers.length > 0 ? [openedBy(names(openers))] : []),
  ];
}

/** Returns a line for each contest of which nothing is published. */
export function withheldLines({ withheld, stage }: Outcome, language: Language): string[] {
  const says = stage === 'open' ? words[language].withheldSoFar : words[language].withheld;
  return withheld.map(({ title, needed }) => says(title[language], numberText(needed, language)));
}

/** Maximum number of names listed where space is short. */
const MAX_LISTED_NAMES = 3;

/** Returns a line for each site. */
export function siteLines(sites: readonly SiteOutcome[], language: Language): string[] {
  const { site, siteState } = words[language];
  return sites.map(({ name, issued, ballots, closed, awaited }) => {
    const state = !closed ? siteState.open : awaited > 0 ? siteState.awaited(awaited) : siteState.closed;
    return `${name[language]}: ${site(numberText(issued, language), numberText(ballots, language))}; ${state}`;
  });
}

/** Returns the units of a cell and the modality of its ballots: by internet, in person, or both. */
export function cellName(
  { units, modality, parts }: CellOutcome,
  language: Language,
  most = MAX_LISTED_NAMES,
): string {
  const { modalities, together } = words[language];
  if (modality === undefined || parts === undefined) return fewNames(units, language, most);
  if (modality !== 'both') return `${fewNames(units, language, most)}, ${modalities[modality]}`;
  const names = parts.map((part) => `${part.unit} ${modalities[part.modality]}`);
  return `${fewNames(names, language, most)}, ${together}`;
}

/**
 * Returns a line for each modality of a contest, or the reason why they cannot be told apart. Returns none
 * where there are no sites.
 */
export function modalityLines({ cells, modalities }: ContestOutcome, language: Language): string[] {
  const mixed = cells.filter(({ modality }) => modality === 'both').length;
  if (mixed > 0) return [words[language].mixed(mixed)];
  return (modalities ?? []).map((own) => modalityLine(own, language));
}

function modalityLine({ modality, ballots }: ModalityOutcome, language: Language): string {
  const { modalities, ofModality } = words[language];
  return ofModality(numberText(ballots, language), modalities[modality]);
}

/** Counts the units in all cells of a contest. */
export function unitCount({ cells }: ContestOutcome): number {
  // If there are modalities, each unit has two parts: by internet and in person.
  return cells.reduce((sum, { units, parts }) => sum + (parts ? parts.length / 2 : units.length), 0);
}

/** Returns the first names of a long list. */
export function fewNames(names: readonly string[], language: Language, most = MAX_LISTED_NAMES): string {
  const first = names.slice(0, most).join(', ');
  return names.length <= most ? first : first + words[language].andMore(names.length - most);
}

const locales = { es: 'es-MX', en: 'en' } as const;

export function numberText(value: number, language: Language): string {
  return value.toLocaleString(locales[language]);
}

/** Formats a number with `digits` decimal places. */
export function decimalText(value: number, digits: number, language: Language): string {
  const style = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return value.toLocaleString(locales[language], style);
}

/** Formats a time in the election's zone. Rule M20 does not guarantee that the zone exists. */
export function timeText(seconds: number | undefined, zone: string, language: Language): string {
  const date = new Date((seconds ?? Number.NaN) * 1000);
  if (Number.isNaN(date.getTime())) return '?';
  const style = { dateStyle: 'long', timeStyle: 'long' } as const;
  try {
    return date.toLocaleString(locales[language], { ...style, timeZone: zone });
  } catch {
    return date.toISOString();
  }
}
