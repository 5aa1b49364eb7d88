/**
 * A sealed ballot on its way to the board. The same bytes are sent until there is a true answer: sending again is safe,
 * and a second ballot would not be.
 * @module
 */

import { toHex } from '#crypto/bytes.ts';
import type { Delivery, Receipted } from '../contract/booth.ts';
import { faultOf, isFault } from '../contract/faults.ts';
import { Refusal, type Authorization } from '../api/http.ts';
import type { Answered, VotingClient } from '../api/voting.ts';
import type { SealedBallot } from './sealing.ts';

/** Seconds between attempts; the last one again and again. */
const PAUSES = [1, 2, 4, 8, 15];
/** So often a file that the receipt's checkpoint implies may be missing: it may be on its way to a mirror. */
const GAPS = 4;
/** How often the board is looked at for a ballot whose session ended before there was an answer. */
const LOOKS = 6;

export interface Way {
  readonly voting: VotingClient;
  /** Throws unless the receipt proves this very ballot to be on the board. */
  readonly verify: (answered: Answered, ballot: SealedBallot) => Promise<Receipted>;
  readonly pause: (seconds: number) => Promise<void>;
  /** So many attempts without an answer, and it ends with `unknown`; without it, never. */
  readonly tries?: number;
  /** Seconds that each attempt may take; without it, as long as the server may need. */
  readonly seconds?: number;
}

/** Ends with `recorded` or `refused`, or with `unknown` where the way has an end of its own. */
export async function deliver(
  way: Way,
  ballot: SealedBallot,
  authorization: Authorization,
  tell: (delivery: Delivery) => void,
): Promise<Delivery> {
  tell({ state: 'delivering' });
  let mayHaveArrived = false;
  for (let attempt = 1; ; attempt += 1) {
    let seconds = pauseAfter(attempt);
    try {
      const answered = await way.voting.cast(ballot.bytes, authorization, way.seconds);
      return { state: 'recorded', receipted: await way.verify(answered, ballot) };
    } catch (error) {
      if (!isPassing(error, attempt)) return settle(way, ballot, error, mayHaveArrived, tell);
      if (attempt === way.tries) return { state: 'unknown', attempt };
      const isBusy = error instanceof Refusal && isFault(error, 'busy');
      if (isBusy) seconds = error.retryAfter ?? seconds;
      else mayHaveArrived = true;
      tell(mayHaveArrived ? { state: 'unknown', attempt } : { state: 'waiting', seconds });
    }
    await way.pause(seconds);
  }
}

/** Whether the same request may have another answer later. */
function isPassing(error: unknown, attempt: number): boolean {
  if (isFault(error, 'network', 'too-many')) return true;
  if (isFault(error, 'board-missing')) return attempt < GAPS;
  return error instanceof Refusal && (error.status >= 500 || error.status === 408);
}

/** A refusal is believed only where the board does not say otherwise. */
async function settle(
  way: Way,
  ballot: SealedBallot,
  error: unknown,
  mayHaveArrived: boolean,
  tell: (delivery: Delivery) => void,
): Promise<Delivery> {
  const refused: Delivery = { state: 'refused', fault: faultOf(error) };
  if (!(error instanceof Refusal)) return refused; // the receipt is wrong, and would be again
  // Without a session nothing can be sent again; a ballot that arrived before may still be on its way to the board.
  const isOver = mayHaveArrived && isFault(error, 'ticket', 'ticket-over');
  for (let look = 1; ; look += 1) {
    try {
      const answered = await way.voting.find(toHex(ballot.tracker));
      if (answered) return { state: 'recorded', receipted: await way.verify(answered, ballot) };
      if (!isOver) return refused;
    } catch (later) {
      if (!isPassing(later, look)) return { state: 'refused', fault: faultOf(later) };
      if (way.tries !== undefined) return { state: 'unknown', attempt: look };
    }
    if (isOver && look >= LOOKS) return { state: 'refused', fault: { code: 'cast-unsure' } };
    tell({ state: 'unknown', attempt: look });
    await way.pause(pauseAfter(look));
  }
}

const pauseAfter = (attempt: number): number => PAUSES[Math.min(attempt, PAUSES.length) - 1]!;
