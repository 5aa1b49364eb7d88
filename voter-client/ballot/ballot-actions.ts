/** Requests to the booth from encryption to delivery, which the booth at home and the kiosk share. @module */

import type { Booth, BoothFault } from '../contract/booth.ts';
import { faultOf } from '../contract/faults.ts';
import { choicesOf } from './marking/choices.ts';
import { meaningOf } from './marking/marks.ts';
import { contestsOf, type BoothEvent, type Journey } from './journey.ts';

export interface BallotActions {
  readonly dispatch: (event: BoothEvent) => void;
  readonly encrypt: (journey: Journey) => void;
  readonly challenge: () => void;
  readonly cast: () => void;
  readonly leave: () => void;
}

/** Function that sends a request and dispatches its outcome as an event. It resolves with the fault, if any. */
export type SendRequest = <T>(
  request: () => Promise<T>,
  event: (answer: T) => BoothEvent | undefined,
) => Promise<BoothFault | undefined>;

export const requestSender =
  (dispatch: BallotActions['dispatch']): SendRequest =>
  async (request, event) => {
    dispatch({ type: 'requested' });
    try {
      const next = event(await request());
      if (next) dispatch(next);
      return undefined;
    } catch (error) {
      const fault = faultOf(error);
      dispatch({ type: 'failed', fault });
      return fault;
    }
  };

export function ballotActions(
  booth: Pick<Booth, 'encrypt' | 'challenge' | 'cast' | 'leave'>,
  dispatch: BallotActions['dispatch'],
): BallotActions {
  const send = requestSender(dispatch);
  return {
    dispatch,
    encrypt: (journey) => {
      const choices = contestsOf(journey).map((contest, i) =>
        choicesOf(contest, meaningOf(contest, journey.marks[i]!)),
      );
      const onProgress = (share: number): void => dispatch({ type: 'encrypting', share });
      onProgress(0);
      void send(
        () => booth.encrypt(choices, onProgress),
        (ballot) => ({ type: 'encrypted', ballot }),
      );
    },
    challenge: () =>
      void send(
        () => booth.challenge(),
        (receipted) => ({ type: 'challenged', receipted }),
      ),
    cast: () => {
      const onDelivery: Parameters<Booth['cast']>[0] = (delivery) => dispatch({ type: 'delivery', delivery });
      onDelivery({ state: 'delivering' });
      void send(
        () => booth.cast(onDelivery),
        () => undefined,
      );
    },
    leave: () => void booth.leave().finally(() => dispatch({ type: 'left' })),
  };
}
