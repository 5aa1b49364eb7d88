/** Acts of office in words, for command line and page (spec §10.2). @module */
import type { BuildOutcome, GapOutcome, IncidentOutcome, MovedEnd } from '../election/acts/outcome.ts';
import { INTERNET_CODE } from '../election/acts/incident.ts';
import type { Outcome } from '../election/outcome.ts';
import type { IdleItem } from '../election/state/hours.ts';
import { actWords } from './act-words.ts';
import { numberText, timeText } from './format.ts';
import type { Language } from './words.ts';

/** Facts of one sort, a line each, with their title. */
export interface FactList {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Maximum number of facts of one sort that are shown. The JSON report has all. */
const MAX_SHOWN_FACTS = 200;

/** Returns the lists of incidents, builds, ends that were moved and gaps, as far as there are any. */
export function actLists(outcome: Outcome, language: Language): FactList[] {
  const { incidents, builds, hours, gaps, more } = actWords[language];
  const { acts } = outcome;
  const list = <T>(title: string, facts: readonly T[], line: (fact: T) => string): FactList => {
    const lines = facts.slice(0, MAX_SHOWN_FACTS).map(line);
    const hidden = facts.length - lines.length;
    return { title, lines: hidden === 0 ? lines : [...lines, more(numberText(hidden, language))] };
  };
  return [
    list(incidents, acts.incidents, (incident) => incidentLine(incident, outcome, language)),
    list(builds, acts.builds, (build) => buildLine(build, language)),
    list(hours, [...acts.moved, ...acts.withoutEffect], (fact) => hoursLine(fact, outcome, language)),
    list(gaps, acts.gaps, (gap) => gapLine(gap, outcome, language)),
  ].filter(({ lines }) => lines.length > 0);
}

function incidentLine(incident: IncidentOutcome, outcome: Outcome, language: Language): string {
  const own = actWords[language];
  const { entry, follows, category, starts, ends, places, people, what, done } = incident;
  const time = timeIn(outcome, language);
  const facts = [
    own.span(time(starts), ends === null ? undefined : time(ends)),
    ...(places.length > 0
      ? [own.places(places.map((code) => placeName(code, outcome, language)).join(', '))]
      : []),
    own.people(people === null ? undefined : numberText(people, language)),
    ...(follows === 0 ? [] : [own.follows(numberText(follows, language))]),
  ];
  const head = own.incident(numberText(entry, language), own.categories[category]);
  return `${head}: ${facts.join('; ')}. ${own.what}: ${what[language]} ${own.done}: ${done[language]}`;
}

function buildLine(
  { entry, incident, version, commit, items, blob }: BuildOutcome,
  language: Language,
): string {
  const own = actWords[language];
  const facts = [
    own.build(numberText(entry, language), version, commit),
    own.files(numberText(items, language), `blob/${blob}`),
    ...(incident === 0 ? [] : [own.because(numberText(incident, language))]),
  ];
  return facts.join('; ');
}

/** Returns the line of an end that was moved, or of an item of a change that had no effect. */
function hoursLine(fact: MovedEnd | IdleItem, outcome: Outcome, language: Language): string {
  const own = actWords[language];
  const time = timeIn(outcome, language);
  const place = placeName(fact.place, outcome, language);
  const entry = numberText(fact.entry, language);
  const says =
    'inForce' in fact
      ? `${own.moved(place, time(fact.planned), time(fact.inForce))}; ${own.movedBy(entry)}`
      : own.withoutEffect(place, entry);
  return `${says}; ${own.because(numberText(fact.incident, language))}`;
}

function gapLine({ entry, from, to }: GapOutcome, outcome: Outcome, language: Language): string {
  const time = timeIn(outcome, language);
  return actWords[language].gap(time(from), time(to), numberText(entry, language));
}

function timeIn({ election }: Outcome, language: Language): (seconds: number) => string {
  return (seconds) => timeText(seconds, election.zone, language);
}

/** Returns the name of a site, or the word for the internet. */
function placeName(code: string, { sites }: Outcome, language: Language): string {
  if (code === INTERNET_CODE) return actWords[language].internet;
  return sites?.find((site) => site.code === code)?.name[language] ?? code;
}
