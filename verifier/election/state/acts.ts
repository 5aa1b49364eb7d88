/** Acts of office while an election runs: incidents, builds and changes of hours (spec chapter 12). @module */
import { sentences } from '../../findings/sentences.ts';
import type { Sentence } from '../../findings/sentences/sentence.ts';
import { type Build, MAX_BUILD_BYTES, parseBuild } from '../acts/build.ts';
import { type Incident, MAX_INCIDENT_BYTES, parseIncident } from '../acts/incident.ts';
import type { Entry } from '../entry.ts';
import type { KindName, Stage } from '../kinds.ts';
import type { Context } from './context.ts';
import { Hours, type HoursContext } from './hours.ts';
import { Statements } from './statements.ts';

/** Number of valid acts of a kind from which a further one is void (§8.8). */
export const MAX_ACTS = 2000;

export class Acts {
  readonly incidents: Statements<Incident>;
  readonly builds: Statements<Build>;
  readonly hours: Hours;

  constructor(context: Context) {
    this.incidents = new Statements(context, {
      check: '7.12',
      maxBytes: MAX_INCIDENT_BYTES,
      parse: parseIncident,
    });
    this.builds = new Statements(context, { check: '2.5', maxBytes: MAX_BUILD_BYTES, parse: parseBuild });
    this.hours = new Hours(context);
  }

  /** Tells whether the board has as many valid acts of this kind as it may. */
  isFull(kind: KindName): boolean {
    return this.#count(kind) >= MAX_ACTS;
  }

  /** Returns the number of valid acts of this kind. */
  #count(kind: KindName): number {
    if (kind === 'incident') return this.incidents.valid.size;
    if (kind === 'build') return this.builds.valid.size;
    return kind === 'changeOfHours' ? this.hours.changes : 0;
  }

  /** Judges an incident (check 7.12). */
  judgeIncident(entry: Entry): Promise<void> {
    return this.incidents.judge(entry, (incident) => incident !== 0 && this.#incidentFault(incident));
  }

  /** Judges a build (check 2.5). While voting is open it must name the incident that is its reason. */
  judgeBuild(entry: Entry, stage: Stage): Promise<void> {
    return this.builds.judge(entry, (incident) =>
      incident === 0 ? stage === 'open' && sentences.noIncident() : this.#incidentFault(incident),
    );
  }

  /** Judges a change of hours (check 7.9). */
  judgeChange(entry: Entry, context: Omit<HoursContext, 'incidentFault'>): void {
    this.hours.judgeChange(entry, {
      ...context,
      incidentFault: (incident) => this.#incidentFault(incident),
    });
  }

  #incidentFault(incident: number): Sentence | false {
    return !this.incidents.valid.has(incident) && sentences.notAnIncident(incident);
  }
}
