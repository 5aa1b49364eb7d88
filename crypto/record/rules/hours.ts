/** Ends in force of the internet and the sites, and the rule for moving them (spec §12.3). @module */

import type { Election } from '../../manifest/election.ts';
import { INTERNET, type ChangeOfHours, type NewEnd } from '../acts.ts';
import { assertRule } from './invalid-entry.ts';

/** Seconds without a clock mark after which the board counts as out. */
const OUTAGE_SECONDS = 600;
/** Seconds after an outage in which the end that fell into it can still be moved. */
const AFTER_OUTAGE_SECONDS = 3600;

interface End {
  /** End of the manifest, POSIX seconds. */
  readonly planned: number;
  readonly inForce: number;
  /** Clock mark with which the board came back, if the end in force fell into an outage. */
  readonly backAt: number | undefined;
}

/** Position of an election when its hours are changed. */
interface Moment {
  readonly clock: number;
  /** Positions of the sites that have a valid closing: their ends no longer move. */
  readonly closedSites: ReadonlySet<number>;
}

export class Hours {
  readonly #extension: number;
  /** Ends by place. */
  readonly #ends: Map<number, End>;

  constructor({ closes, sites, manifest }: Election) {
    this.#extension = manifest.extensionSeconds;
    const places: [number, number][] = [
      [INTERNET, closes],
      ...sites.map(({ position, ends }): [number, number] => [position, ends]),
    ];
    this.#ends = new Map(
      places.map(([place, planned]) => [place, { planned, inForce: planned, backAt: undefined }]),
    );
  }

  /** Returns the end in force of a place, POSIX seconds. The place must exist. */
  endOf(place: number): number {
    return this.#at(place).inForce;
  }

  /** Notes the outages that end with a clock mark at `now`; the mark before it was at `last`, POSIX seconds. */
  mark(last: number, now: number): void {
    if (now - last <= OUTAGE_SECONDS) return;
    for (const [place, end] of this.#ends)
      if (last < end.inForce && end.inForce <= now) this.#ends.set(place, { ...end, backAt: now });
  }

  /** Throws unless the new ends are valid at this moment. Sites that have closed are passed over. */
  assertChange({ ends }: ChangeOfHours, moment: Moment): void {
    assertRule(
      ends.every(({ place }) => this.#ends.has(place)),
      'there is no such site',
      'entry-form',
    );
    assertRule(moment.clock > 0, 'there is no clock mark before');
    const open = ends.filter(({ place }) => !moment.closedSites.has(place));
    assertRule(open.length > 0, 'all its sites have closed');
    for (const end of open) this.#assertEnd(end, moment.clock);
  }

  #assertEnd({ place, before, after }: NewEnd, clock: number): void {
    const { planned, inForce, backAt } = this.#at(place);
    assertRule(before === inForce, `the end in force is ${inForce}`);
    assertRule(
      after > before && after > clock,
      'the new end is not later than the one in force and the clock',
    );
    assertRule(after <= planned + this.#extension, 'the new end is later than the manifest allows');
    const isInTime = clock < before || (backAt !== undefined && clock <= backAt + AFTER_OUTAGE_SECONDS);
    assertRule(isInTime, 'the end has passed, and no outage covers it');
  }

  #at(place: number): End {
    const end = this.#ends.get(place);
    if (!end) throw new Error('hours: no such place');
    return end;
  }

  /** Applies a valid change. */
  apply({ ends }: ChangeOfHours, { closedSites }: Pick<Moment, 'closedSites'>): void {
    for (const { place, after } of ends)
      if (!closedSites.has(place))
        this.#ends.set(place, { ...this.#at(place), inForce: after, backAt: undefined });
  }
}
