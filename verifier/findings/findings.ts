/** Findings of a verification, and its verdict (spec §10.1). @module */
import { type CheckId, checks } from './checks.ts';
import type { Sentence } from './sentences/sentence.ts';

/** Location of a finding. Only the members that apply are present. */
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
  /** Number of things that were judged. */
  readonly count: number;
  readonly findings: readonly Finding[];
  /** Number of findings that were counted but not kept. */
  readonly more: number;
  /** Reason why the check was not run. */
  readonly reason?: Sentence;
}

/**
 * Verdict of a report. The best verdict on an unfinished election is `so far in order`; `rules broken` then
 * says nothing about a result.
 */
export type Verdict = 'verified' | 'so far in order' | 'rules broken' | 'not verified';

/**
 * Findings kept per check. Later ones are only counted, so that a board full of void entries cannot exhaust
 * the memory.
 */
const MAX_KEPT_FINDINGS = 1000;

interface Tally {
  count: number;
  findings: Finding[];
  more: number;
  state: 'run' | 'not run' | 'not yet' | 'nothing to judge';
  reason?: Sentence;
}

/** Collection of findings and counts of one verification. Faults of a board are added here and not thrown. */
export class Findings {
  #checks = new Map<CheckId, Tally>(
    checks.map(({ id }) => [id, { count: 0, findings: [], more: 0, state: 'run' }]),
  );

  add(check: CheckId, place: Place, says: Sentence): void {
    const tally = this.#tallyOf(check);
    if (tally.findings.length < MAX_KEPT_FINDINGS) tally.findings.push({ check, place, says });
    else tally.more += 1;
  }

  /** Counts one more judged thing for each of these checks. */
  count(...ids: readonly CheckId[]): void {
    for (const id of ids) this.#tallyOf(id).count += 1;
  }

  /** Marks checks as not run. Of several reasons the first is kept, because the others follow from it. */
  notRun(ids: readonly CheckId[], reason: Sentence): void {
    this.#set(ids, 'not run', reason);
  }

  /** Marks checks that an unfinished election has not reached. Used if the user asked to judge it so far. */
  notYet(ids: readonly CheckId[], reason: Sentence): void {
    this.#set(ids, 'not yet', reason);
  }

  /**
   * Discards the findings of these checks, because they rest on entries that were not signed, and marks the
   * checks as not run.
   */
  withdraw(ids: readonly CheckId[], reason: Sentence): void {
    for (const id of ids)
      Object.assign(this.#tallyOf(id), { count: 0, findings: [], more: 0, state: 'not run', reason });
  }

  nothingToJudge(ids: readonly CheckId[], reason: Sentence): void {
    this.#set(ids, 'nothing to judge', reason);
  }

  /**
   * Returns a function that discards everything added after this call. Used for findings that hold only for the
   * present state of the board.
   */
  snapshot(): () => void {
    const held = [...this.#checks].map(([id, tally]): [CheckId, Tally] => [
      id,
      { ...tally, findings: [...tally.findings] },
    ]);
    return () => {
      this.#checks = new Map(held);
    };
  }

  has(check: CheckId): boolean {
    return this.#tallyOf(check).findings.length > 0;
  }

  report(): CheckReport[] {
    return checks.map(({ id, kind }) => {
      const { count, findings, more, state, reason } = this.#tallyOf(id);
      const found = kind === 'F' ? 'failed' : 'incident';
      const status = findings.length > 0 ? found : state === 'run' ? 'ok' : state;
      return { id, kind, status, count, findings, more, ...(reason && { reason }) };
    });
  }

  /** Returns the verdict. A check that has findings but could not be completed counts as not run, too. */
  verdict(): Verdict {
    const all = checks.map(({ id, kind }) => ({ kind, ...this.#tallyOf(id) }));
    const wrong = all.some(
      ({ kind, findings, state }) => (kind === 'F' && findings.length > 0) || state === 'not run',
    );
    if (wrong) return 'not verified';
    if (all.some(({ findings }) => findings.length > 0)) return 'rules broken';
    return all.some(({ state }) => state === 'not yet') ? 'so far in order' : 'verified';
  }

  #tallyOf(check: CheckId): Tally {
    return this.#checks.get(check)!;
  }

  #set(ids: readonly CheckId[], state: Tally['state'], reason: Sentence): void {
    for (const id of ids) {
      const tally = this.#tallyOf(id);
      if (tally.state === 'run') Object.assign(tally, { state, reason });
    }
  }
}
