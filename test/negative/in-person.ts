/** Voting day at two sites in the small election. Each step is honest unless a case replaces it. @module */

import { encodeElement, G, multiply, randomScalar } from '#crypto/group.ts';
import type { Credential } from '#crypto/credential.ts';
import { grounds } from '#crypto/record/in-person.ts';
import { sha256 } from '#crypto/transcript.ts';
import { accepted, failure, incident, type Case } from './case.ts';
import { miniWithSites } from './mini.ts';
import type { Plan, Scenario, Voter } from './scenario.ts';

export const CHICAGO = 0;
export const MADRID = 1;

/** Voter at a site, with the credential from the site's pool. */
export interface Visitor extends Voter {
  readonly site: number;
  readonly ground: number;
}

type Step = (day: Day) => Promise<unknown>;

export interface DayPlan extends Pick<Plan, 'tally' | 'files'> {
  readonly revoting?: 'last';
  /** Whether only one person votes at the sites. */
  readonly quiet?: boolean;
  /** Step after the honest lists and pools. */
  readonly credentials?: Step;
  /** Step before anyone votes. */
  readonly dawn?: Step;
  /** Step after the honest voters of the morning. */
  readonly morning?: Step;
  /** Step in place of Madrid's closing and the later delivery of its entries. */
  readonly madrid?: Step;
  /** Step after voting by internet has ended, while Chicago is open. */
  readonly evening?: Step;
  /** Step in place of Chicago's closing. */
  readonly chicago?: Step;
  readonly closing?: Step;
}

export class Day {
  readonly s: Scenario;
  /** Credentials of the pools, by site, that nobody has received. */
  readonly pools: Credential[][] = [];
  /** Voter to whom a later step of the case refers. */
  guest: Visitor | undefined;
  /** Ballot to which a later step of the case refers. */
  ballot: Uint8Array | undefined;

  constructor(s: Scenario) {
    this.s = s;
  }

  /** Returns a voter at a site with the next credential of the site's pool, unless `place` has a credential. */
  visitor(site: number, place: Partial<Visitor> = {}): Visitor {
    const base = this.s.voters[0]!;
    const credential = place.credential ?? this.pools[site]!.pop()!;
    return { ...base, ground: grounds.registered, ...place, site, credential };
  }

  signIssue({ site, credential, style, unit, ground }: Visitor): Promise<Uint8Array> {
    const { now } = this.s.e;
    const X = encodeElement(credential.X);
    return this.s.e.signIssue({ site, credential: X, style, unit, ground, seconds: now });
  }

  async issue(visitor: Visitor): Promise<void> {
    await this.s.e.appendIssue(await this.signIssue(visitor));
  }

  /** Appends a void issue. */
  async voidIssue(visitor: Visitor): Promise<void> {
    await this.s.append(await this.signIssue(visitor));
  }

  async vote(visitor: Visitor): Promise<void> {
    await this.issue(visitor);
    await this.s.e.cast(this.s.ballot(visitor));
  }

  async prepare(then?: Step): Promise<void> {
    const { s } = this;
    await s.listCredentials();
    s.e.roll[0]! += 4; // registered to vote in person
    s.e.roll[1]! += 4;
    for (const site of [CHICAGO, MADRID]) {
      const credentials = Array.from({ length: 6 }, () => {
        const x = randomScalar();
        return { x, X: multiply(G, x) };
      });
      this.pools.push(credentials);
      await s.e.listPool(
        site,
        credentials.map(({ X }) => encodeElement(X)),
      );
    }
    await then?.(this);
  }

  async morning({ dawn, morning, quiet = false }: DayPlan): Promise<void> {
    const { s } = this;
    await s.e.mark(60);
    await dawn?.(this);
    await s.e.mark(10);
    await s.castAll();
    await s.e.markAt(s.e.election.opens + 5400);
    await this.vote(this.visitor(CHICAGO));
    if (!quiet) {
      await this.vote(this.visitor(CHICAGO, { unit: 1, ground: grounds.walkIn }));
      await this.vote(this.visitor(MADRID, { unit: 1, choices: s.voters[2]!.choices }));
      await this.issue(this.visitor(MADRID, { unit: 1 })); // took a card and left
    }
    await morning?.(this);
    await s.e.mark(30);
  }

  /** Closes Madrid, which is offline: the entries that it holds at its closing arrive later. */
  async madrid({ quiet = false }: DayPlan): Promise<void> {
    const { e } = this.s;
    if (quiet) return e.closeSite(MADRID);
    await e.markAt(e.election.sites[MADRID]!.ends - 60);
    const visitor = this.visitor(MADRID, { unit: 1 });
    const [issue, ballot] = [await this.signIssue(visitor), this.s.ballot(visitor)];
    await e.closeSite(MADRID, { issues: [sha256(issue)], ballots: [sha256(ballot)] });
    await e.mark(600);
    await e.appendIssue(issue);
    await e.cast(ballot);
    await e.mark(30);
  }

  /** Has a voter who was in the queue at the end vote within Chicago's grace period. */
  async evening({ evening, quiet = false }: DayPlan): Promise<void> {
    const { e } = this.s;
    await e.markAt(e.election.sites[CHICAGO]!.ends + 600);
    if (!quiet) await this.vote(this.visitor(CHICAGO));
    await evening?.(this);
    await e.mark(30);
  }
}

/** Returns a plan of the scenario for a day at the sites. */
function planOf(plan: DayPlan): Plan {
  const days = new Map<Scenario, Day>();
  const of = (s: Scenario): Day => {
    const day = days.get(s) ?? new Day(s);
    days.set(s, day);
    return day;
  };
  const { closing, tally, files } = plan;
  return {
    template: { ...miniWithSites, revoting: plan.revoting ?? 'none' },
    credentials: (s) => of(s).prepare(plan.credentials),
    casting: async (s) => {
      const day = of(s);
      await day.morning(plan);
      await (plan.madrid ? plan.madrid(day) : day.madrid(plan));
      await day.evening(plan);
      await (plan.chicago ? plan.chicago(day) : s.e.closeSite(CHICAGO));
    },
    closing: (s) => (closing ? closing(of(s)) : s.e.close()),
    ...(tally && { tally }),
    ...(files && { files }),
  };
}

type Make = (id: string, check: string, defect: string, plan: DayPlan) => Case;
export const fails: Make = (id, check, defect, plan) => failure(id, check, defect, planOf(plan));
export const breaks: Make = (id, check, defect, plan) => incident(id, check, defect, planOf(plan));
export const holds = (id: string, defect: string, plan: DayPlan): Case => accepted(id, defect, planOf(plan));
