/** Hands ballots over to be judged, in batches and ahead of the state machine, which needs them in order. @module */
import { BALLOT_KIND, CHALLENGED_KIND, type Judged } from '../ballot/judge.ts';
import type { Hinted } from '../entry.ts';
import type { Judges } from '../ballot/judges.ts';
import { heldBytes } from '../read-ahead.ts';

/** Ballots are judged together up to so much memory: enough for the batch to pay, little to hold. */
export const BATCH_BYTES = 1 << 19;

export interface Upcoming extends Hinted {
  readonly index: number;
}

export class Judging {
  readonly #judges: Judges;
  /** Every entry before it was handed over, or is no ballot. */
  #next = 0;
  #underWay = 0;
  readonly #judged = new Map<number, Promise<Judged>>();

  constructor(judges: Judges) {
    this.#judges = judges;
  }

  /** `upcoming` gives the entries that are at hand from an index on. Each ballot is asked for once, in order. */
  of({ index }: Upcoming, upcoming: (from: number) => Iterable<Upcoming>): Promise<Judged> {
    this.#next = Math.max(this.#next, index);
    if (!this.#judged.has(index) || this.#underWay < this.#judges.abreast)
      this.#handOver(upcoming(this.#next));
    const judged = this.#judged.get(index)!;
    this.#judged.delete(index);
    return judged;
  }

  #handOver(upcoming: Iterable<Upcoming>): void {
    let batch: Upcoming[] = [];
    let bytes = 0;
    for (const entry of upcoming) {
      const [kind] = entry.bytes;
      if (kind === BALLOT_KIND || kind === CHALLENGED_KIND) {
        batch.push(entry);
        bytes += heldBytes(entry);
      }
      this.#next = entry.index + 1;
      if (bytes < BATCH_BYTES) continue;
      this.#start(batch);
      if (this.#underWay >= this.#judges.abreast) return;
      batch = [];
      bytes = 0;
    }
    if (batch.length > 0) this.#start(batch);
  }

  #start(batch: readonly Upcoming[]): void {
    this.#underWay += 1;
    const judged = this.#judges.judge(batch).finally(() => (this.#underWay -= 1));
    for (const [i, { index }] of batch.entries()) {
      const own = judged.then((all) => all[i]!);
      own.catch(() => undefined); // told to whoever asks for it
      this.#judged.set(index, own);
    }
  }
}
