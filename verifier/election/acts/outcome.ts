/** Acts of office that the report lists, as facts and not as findings (spec §10.2). Times are POSIX seconds. @module */
import type { Text } from '../manifest/form.ts';
import { parseTime } from '../manifest/times.ts';
import type { IdleItem } from '../state/hours.ts';
import type { ElectionStateMachine } from '../state/state-machine.ts';
import type { Incident } from './incident.ts';

export interface IncidentOutcome {
  readonly entry: number;
  /** Index of the incident that this one continues, or 0. */
  readonly follows: number;
  readonly category: Incident['category'];
  readonly starts: number;
  readonly ends: number | null;
  /** `internet` and codes of sites. */
  readonly places: readonly string[];
  readonly people: number | null;
  readonly what: Text;
  readonly done: Text;
}

export interface BuildOutcome {
  readonly entry: number;
  /** Index of the incident that is the reason of the build, or 0. */
  readonly incident: number;
  readonly version: string;
  readonly commit: string;
  /** Number of files that the build names. */
  readonly items: number;
  /** SHA-256 of the blob that names them, in hex. */
  readonly blob: string;
}

/** End of a place that a change of hours moved: `internet`, or the code of a site. */
export interface MovedEnd {
  readonly place: string;
  /** End in the manifest, and the one in force. */
  readonly planned: number;
  readonly inForce: number;
  /** Entry that moved it last, and the incident that is its reason. */
  readonly entry: number;
  readonly incident: number;
}

/** Two successive marks of the open stage that are more than 600 seconds apart. */
export interface GapOutcome {
  /** Index of the later mark. */
  readonly entry: number;
  readonly from: number;
  readonly to: number;
}

export interface ActsOutcome {
  readonly incidents: readonly IncidentOutcome[];
  readonly builds: readonly BuildOutcome[];
  readonly moved: readonly MovedEnd[];
  readonly withoutEffect: readonly IdleItem[];
  readonly gaps: readonly GapOutcome[];
}

/** Returns the valid acts of office of a board, in its order. */
export function actsOf({ acts }: ElectionStateMachine): ActsOutcome {
  const { incidents, builds, hours } = acts;
  return {
    incidents: [...incidents.valid].map(([entry, { incident, content }]) =>
      incidentOutcome(entry, incident, content),
    ),
    builds: [...builds.valid].map(([entry, { incident, blob, content }]) => ({
      entry,
      incident,
      ...content,
      blob,
    })),
    moved: hours.moves().map(({ place, planned, end, entry, incident }) => ({
      place,
      planned: Number(planned),
      inForce: Number(end),
      entry,
      incident,
    })),
    withoutEffect: hours.withoutEffect,
    gaps: hours.gaps.whileOpen.map(({ entry, from, to }) => ({ entry, from: Number(from), to: Number(to) })),
  };
}

function incidentOutcome(entry: number, follows: number, content: Incident): IncidentOutcome {
  const { category, starts, ends, places, people, what, done } = content;
  const seconds = (time: string): number => Number(parseTime(time));
  return {
    entry,
    follows,
    category,
    starts: seconds(starts),
    ends: ends === null ? null : seconds(ends),
    places,
    people,
    what,
    done,
  };
}
