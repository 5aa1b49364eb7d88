/** A report in words: what the command line prints and the page shows alike (spec §10.1). @module */
import { type CheckId, checks } from '../findings/checks.ts';
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
import type { Report } from '../verification/verify.ts';
import { type Language, words } from './words.ts';

/** The sentence of the verdict; for an election under way a second one says how far it has come. */
export function verdictLines(report: Report, language: Language): string[] {
  const { verdict, rulesBrokenSoFar } = words[language];
  const { soFar, outcome } = report;
  if (!soFar || !outcome) return [verdict[report.verdict]];
  const word = report.verdict === 'rules broken' ? rulesBrokenSoFar : verdict[report.verdict];
  return [word, standing(outcome, language)];
}

function standing({ stage, mark, time, election }: Outcome, language: Language): string {
  const { soFar, stages, mark: markText } = words[language];
  const at =
    mark === undefined
      ? undefined
      : markText(numberText(mark, language), timeText(time, election.zone, language));
  return soFar(stages[stage], at);
}

/** Which election and which board: a line each. The first one names the election, if its manifest could be read. */
export function headingLines({ outcome, size }: Report, language: Language): string[] {
  const { election, rehearsal, manifest, board, votes, votesWithSites } = words[language];
  if (!outcome) return size === undefined ? [] : [board(numberText(size, language), '?')];
  const { title, manifestHash, zone } = outcome.election;
  const suffix = outcome.election.rehearsal ? ` (${rehearsal})` : '';
  const counted = [outcome.ballots, outcome.voters, outcome.eligible, outcome.challenged] as const;
  return [
    `${election}: ${title[language]}${suffix}`,
    `${manifest}: ${manifestHash}`,
    board(numberText(size ?? 0, language), timeText(outcome.time, zone, language)),
    (outcome.sites ? votesWithSites : votes)(
      ...(counted.map((n) => numberText(n, language)) as [string, string, string, string]),
    ),
  ];
}

/** What a check judges, in a few words. */
export function checkTitle(id: CheckId, language: Language): string {
  return checks.find((check) => check.id === id)![language];
}

/** What the findings of a check mean for the result. */
export function consequence(id: CheckId, language: Language): string {
  return meanings[id].broken[language];
}

/** How many things a check judged, or why it judged none. */
export function checkDetail({ status, count, reason }: CheckReport, language: Language): string {
  const judged = status === 'ok' || status === 'failed' || status === 'incident';
  return reason ? reason[language] : judged ? numberText(count, language) : '';
}

/** Findings of a check that are shown; a report for machines has all that were kept. */
const SHOWN = 10;

/** The first findings of a check, each with its place, and a last line that says how many more there are. */
export function findingLines(
  { findings, more }: CheckReport,
  outcome: Outcome | undefined,
  language: Language,
): string[] {
  const hidden = Math.max(0, findings.length - SHOWN) + more;
  const lines = findings.slice(0, SHOWN).map((finding) => findingText(finding, outcome, language));
  return hidden === 0 ? lines : [...lines, words[language].more(hidden)];
}

/** Where a finding is, and what it says. */
export function findingText(
  { place, says }: Finding,
  outcome: Outcome | undefined,
  language: Language,
): string {
  const where = placeText(place, outcome, language);
  return `${where === '' ? '' : `${where}: `}${says[language]}`;
}

/** Where a finding is; empty if it is nowhere in particular. What has a name on the board is named. */
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

/** What the user's receipts are for, a line each. */
export function receiptLines({ receipts }: Report, language: Language): string[] {
  const { receipt, replaced } = words[language];
  return receipts.map((own) => {
    const suffix = own.replaced ? ` — ${replaced}` : '';
    return `${own.file}: ${receipt(own.entry, own.tracker, own.shortId)}${suffix}`;
  });
}

/** Checks that were not done here, and what no check can tell. */
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

/** Who made the key, who was left out and why, who opened the tally: a line each. */
export function trusteeLines({ trustees }: Outcome, language: Language): string[] {
  const { keyMadeBy, noKey, excluded, exclusions, openedBy } = words[language];
  const nameOf = ({ number, name }: TrusteeName): string => `${number} ${name[language]}`;
  const names = (list: readonly TrusteeName[]): string => list.map(nameOf).join(', ');
  const { makers, openers } = trustees;
  return [
    makers.length > 0 ? keyMadeBy(names(makers)) : noKey,
    ...trustees.excluded.map((one) => excluded(nameOf(one), exclusions[one.cause])),
    ...(openers.length > 0 ? [openedBy(names(openers))] : []),
  ];
}

/** Contests of which nothing is published, a line each. */
export function withheldLines({ withheld, stage }: Outcome, language: Language): string[] {
  const says = stage === 'open' ? words[language].withheldSoFar : words[language].withheld;
  return withheld.map(({ title, needed }) => says(title[language], numberText(needed, language)));
}

/** Names of a list that are told where there is little room. */
const FEWEST = 3;

/** What each site did, a line each. */
export function siteLines(sites: readonly SiteOutcome[], language: Language): string[] {
  const { site, siteState } = words[language];
  return sites.map(({ name, issued, ballots, closed, awaited }) => {
    const state = !closed ? siteState.open : awaited > 0 ? siteState.awaited(awaited) : siteState.closed;
    return `${name[language]}: ${site(numberText(issued, language), numberText(ballots, language))}; ${state}`;
  });
}

/** The units of a cell, and which of their ballots: by internet, in person, or some of both. */
export function cellName({ units, modality, parts }: CellOutcome, language: Language, most = FEWEST): string {
  const { modalities, together } = words[language];
  if (modality === undefined || parts === undefined) return fewNames(units, language, most);
  if (modality !== 'both') return `${fewNames(units, language, most)}, ${modalities[modality]}`;
  const names = parts.map((part) => `${part.unit} ${modalities[part.modality]}`);
  return `${fewNames(names, language, most)}, ${together}`;
}

/** Ballots of a contest by modality, a line each, or why they cannot be told apart; none where there are no sites. */
export function modalityLines({ cells, modalities }: ContestOutcome, language: Language): string[] {
  const mixed = cells.filter(({ modality }) => modality === 'both').length;
  if (mixed > 0) return [words[language].mixed(mixed)];
  return (modalities ?? []).map((own) => modalityLine(own, language));
}

function modalityLine({ modality, ballots }: ModalityOutcome, language: Language): string {
  const { modalities, ofModality } = words[language];
  return ofModality(numberText(ballots, language), modalities[modality]);
}

/** How many units the cells of a contest have. */
export function unitCount({ cells }: ContestOutcome): number {
  // Where there are modalities each unit has a part of each.
  return cells.reduce((sum, { units, parts }) => sum + (parts ? parts.length / 2 : units.length), 0);
}

/** The first names of a long list. */
export function fewNames(names: readonly string[], language: Language, most = FEWEST): string {
  const first = names.slice(0, most).join(', ');
  return names.length <= most ? first : first + words[language].andMore(names.length - most);
}

const locales = { es: 'es-MX', en: 'en' } as const;

export function numberText(value: number, language: Language): string {
  return value.toLocaleString(locales[language]);
}

/** With so many digits behind the point. */
export function decimalText(value: number, digits: number, language: Language): string {
  const style = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return value.toLocaleString(locales[language], style);
}

/** In the election's zone; rule M20 does not promise that there is one of that name. */
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
