/**
 * Delivery of an encrypted ballot to the board. The same bytes are sent until the outcome is certain. Repeating them is
 * safe; a second ballot would not be.
 * @module
 */

import { toHex } from '#crypto/bytes.ts';
import type { Delivery, ReceiptedBallot } from '../contract/booth.ts';
import { faultOf, isFault } from '../contract/faults.ts';
import { Refusal, type Authorization } from '../api/http.ts';
import type { Answered, VotingClient } from '../api/voting.ts';
import type { PendingBallot } from './pending-ballot.ts';

/** Delays between attempts to cast. The last one repeats. */
const RETRY_DELAYS_SECONDS = [1, 2, 4, 8, 15];
/**
 * Number of attempts while a file that the receipt's checkpoint implies is missing: it may still be on its way to a
 * mirror.
 */
const MAX_MISSING_FILE_ATTEMPTS = 4;
/** Number of lookups on the board for a ballot whose session ended before there was an answer. */
const MAX_STATUS_LOOKUPS = 6;

export interface DeliveryOptions {
  readonly voting: VotingClient;
  /** Returns the ballot with its receipt; throws unless the receipt proves that this very ballot is on the board. */
  readonly verify: (answered: Answered, ballot: PendingBallot) => Promise<ReceiptedBallot>;
  readonly pause: (seconds: number) => Promise<void>;
  /** Number of attempts without an answer after which the delivery ends with `unknown`; unlimited if absent. */
  readonly attempts?: number;
  /** Timeout of each attempt in seconds; if absent, the time that the server may need. */
  readonly timeoutSeconds?: number;
}

/**
 * Sends the ballot until it is recorded or refused. Resolves with `recorded` or `refused`, or with `unknown` if the
 * options limit the attempts.
 */
export async function deliver(
  options: DeliveryOptions,
  ballot: PendingBallot,
  authorization: Authorization,
  onDelivery: (delivery: Delivery) => void,
): Promise<Delivery> {
  onDelivery({ state: 'delivering' });
  let mayHaveArrived = false;
  for (let attempt = 1; ; attempt += 1) {
    let seconds = retryDelay(attempt);
    try {
      const answered = await options.voting.cast(ballot.bytes, authorization, options.timeoutSeconds);
      return { state: 'recorded', receipted: await options.verify(answered, ballot) };
    } catch (error) {
      if (!isTemporary(error, attempt)) return settle(options, ballot, error, mayHaveArrived, onDelivery);
      if (attempt === options.attempts) return { state: 'unknown', attempt };
      const isBusy = error instanceof Refusal && isFault(error, 'busy');
      if (isBusy) seconds = error.retryAfter ?? seconds;
      else mayHaveArrived = true;
      onDelivery(mayHaveArrived ? { state: 'unknown', attempt } : { state: 'waiting', seconds });
    }
    await options.pause(seconds);
  }
}

/** Reports whether the same request may get another answer later. */
function isTemporary(error: unknown, attempt: number): boolean {
  if (isFault(error, 'network', 'too-many')) return true;
  if (isFault(error, 'board-missing')) return attempt < MAX_MISSING_FILE_ATTEMPTS;
  return error instanceof Refusal && (error.status >= 500 || error.status === 408);
}

/** Accepts a refusal only if the board does not contradict it. */
async function settle(
  options: DeliveryOptions,
  ballot: PendingBallot,
  error: unknown,
  mayHaveArrived: boolean,
  onDelivery: (delivery: Delivery) => void,
): Promise<Delivery> {
  const refused: Delivery = { state: 'refused', fault: faultOf(error) };
  if (!(error instanceof Refusal)) return refused; // the receipt is wrong, and would be wrong again
  // Without a session nothing can be sent again, but an earlier attempt may still be on its way to the board.
  const isOver = mayHaveArrived && isFault(error, 'ticket', 'ticket-over');
  for (let lookup = 1; ; lookup += 1) {
    try {
      const answered = await options.voting.find(toHex(ballot.tracker));
      if (answered) return { state: 'recorded', receipted: await options.verify(answered, ballot) };
      if (!isOver) return refused;
    } catch (later) {
      if (!isTemporary(later, lookup)) return { state: 'refused', fault: faultOf(later) };
      if (options.attempts !== undefined) return { state: 'unknown', attempt: lookup };
    }
    if (isOver && lookup >= MAX_STATUS_LOOKUPS) return { state: 'refused', fault: { code: 'cast-unsure' } };
    onDelivery({ state: 'unknown', attempt: lookup });
    await options.pause(retryDelay(lookup));
  }
}

const retryDelay = (attempt: number): number =>
  RETRY_DELAYS_SECONDS[Math.min(attempt, RETRY_DELAYS_SECONDS.length) - 1]!;
