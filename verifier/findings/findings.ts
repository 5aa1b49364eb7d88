/** What the verifier found, and its verdict (spec §10.1). @module */
import { type CheckId, checks } from './checks.ts';
import type { Sentence } from './sentences.ts';

/** Where a finding is: what applies of these. */
export interface Place {
  readonly file?: string;
  readonly entry?: number;
  readonly member?: string;
  readonly trustee?: number;
  readonly unit?: string;
  readonly site?: string;
  readonly contest?: string;
  readonly cell?: number;
}

export interface Finding {
  readonly check: CheckId;
  readonly place: Place;
  readonly says: Sentence;
}

export type Status = 'ok' | 'failed' | 'incident' | 'not run' | 'not yet' | 'nothing to judge';

export interface CheckReport {
  readonly id: CheckId;
  readonly kind: 'F' | 'I';
  readonly status: Status;
  /** How many things were judged. */
  readonly count: number;
  readonly findings: readonly Finding[];
  /** Findings that were counted but not kept. */
  readonly more: number;
  /** Why it was not run. */
  readonly reason?: Sentence;
}

/** Of an unfinished election that is judged so far the best is `so far in order`, and `rules broken` speaks of no result. */
export type Verdict = 'verified' | 'so far in order' | 'rules broken' | 'not verified';

/** A board full of void entries must not fill the memory: beyond this they are only counted. */
const KEPT = 1000;

interface Tally {
  count: number;
  findings: Finding[];
  more: number;
  state: 'run' | 'not run' | 'not yet' | 'nothing to judge';
  reason?: Sentence;
}

/** Collects findings and counts. Nothing that is wrong with a board is ever thrown further than here. */
export class Findings {
  #checks = new Map<CheckId, Tally>(
    checks.map(({ id }) => [id, { count: 0, findings: [], more: 0, state: 'run' }]),
  );

  add(check: CheckId, place: Place, says: Sentence): void {
    const tally = this.#of(check);
    if (tally.findings.length < KEPT) tally.findings.push({ check, place, says });
    else tally.more += 1;
  }

  /** One more thing was judged by these checks. */
  count(...ids: readonly CheckId[]): void {
    for (const id of ids) this.#of(id).count += 1;
  }

  /** The first reason given stays: the others follow from it. */
  notRun(ids: readonly CheckId[], reason: Sentence): void {
    this.#set(ids, 'not run', reason);
  }

  /** An unfinished election has nothing for these checks yet, and the user asked to judge it so. */
  notYet(ids: readonly CheckId[], reason: Sentence): void {
    this.#set(ids, 'not yet', reason);
  }

  /** What was found by these checks rests on entries that were not signed: it is taken back, and they count as not run. */
  withdraw(ids: readonly CheckId[], reason: Sentence): void {
    for (const id of ids)
      Object.assign(this.#of(id), { count: 0, findings: [], more: 0, state: 'not run', reason });
  }

  nothingToJudge(ids: readonly CheckId[], reason: Sentence): void {
    this.#set(ids, 'nothing to judge', reason);
  }

  /** Gives a function that takes back all that comes after this moment: what holds of a board as it is now only. */
  hold(): () => void {
    const held = [...this.#checks].map(([id, tally]): [CheckId, Tally] => [
      id,
      { ...tally, findings: [...tally.findings] },
    ]);
    return () => {
      this.#checks = new Map(held);
    };
  }

  has(check: CheckId): boolean {
    return this.#of(check).findings.length > 0;
  }

  report(): CheckReport[] {
    return checks.map(({ id, kind }) => {
      const { count, findings, more, state, reason } = this.#of(id);
      const found = kind === 'F' ? 'failed' : 'incident';
      const status = findings.length > 0 ? found : state === 'run' ? 'ok' : state;
      return { id, kind, status, count, findings, more, ...(reason && { reason }) };
    });
  }

  /** A check that found something and then could not go on counts as not run, too. */
  verdict(): Verdict {
    const all = checks.map(({ id, kind }) => ({ kind, ...this.#of(id) }));
    const wrong = all.some(
      ({ kind, findings, state }) => (kind === 'F' && findings.length > 0) || state === 'not run',
    );
    if (wrong) return 'not verified';
    if (all.some(({ findings }) => findings.length > 0)) return 'rules broken';
    return all.some(({ state }) => state === 'not yet') ? 'so far in order' : 'verified';
  }

  #of(check: CheckId): Tally {
    return this.#checks.get(check)!;
  }

  #set(ids: readonly CheckId[], state: Tally['state'], reason: Sentence): void {
    for (const id of ids) {
      const tally = this.#of(id);
      if (tally.state === 'run') Object.assign(tally, { state, reason });
    }
  }
}
