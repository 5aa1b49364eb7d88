/** What is asked of a booth once somebody has a ballot, at home and at a kiosk alike. @module */

import type { Booth, BoothFault } from '../contract/booth.ts';
import { faultOf } from '../contract/faults.ts';
import { choicesOf } from './marking/choices.ts';
import { meaningOf } from './marking/marks.ts';
import { contestsOf, type Happening, type Journey } from './journey.ts';

export interface BallotActs {
  readonly tell: (event: Happening) => void;
  readonly seal: (journey: Journey) => void;
  readonly challenge: () => void;
  readonly cast: () => void;
  readonly leave: () => void;
}

/** Asks, and tells what came of it; resolves with what went wrong. */
export type Ask = <T>(
  asked: () => Promise<T>,
  event: (answer: T) => Happening | undefined,
) => Promise<BoothFault | undefined>;

export const askerOf =
  (tell: BallotActs['tell']): Ask =>
  async (asked, event) => {
    tell({ is: 'asked' });
    try {
      const next = event(await asked());
      if (next) tell(next);
      return undefined;
    } catch (error) {
      const fault = faultOf(error);
      tell({ is: 'failed', fault });
      return fault;
    }
  };

export function ballotActs(
  booth: Pick<Booth, 'seal' | 'challenge' | 'cast' | 'leave'>,
  tell: BallotActs['tell'],
): BallotActs {
  const ask = askerOf(tell);
  return {
    tell,
    seal: (journey) => {
      const choices = contestsOf(journey).map((contest, i) =>
        choicesOf(contest, meaningOf(contest, journey.marks[i]!)),
      );
      const progress = (share: number): void => tell({ is: 'sealing', share });
      progress(0);
      void ask(
        () => booth.seal(choices, progress),
        (sealed) => ({ is: 'sealed', sealed }),
      );
    },
    challenge: () =>
      void ask(
        () => booth.challenge(),
        (receipted) => ({ is: 'challenged', receipted }),
      ),
    cast: () => {
      const follow: Parameters<Booth['cast']>[0] = (delivery) => tell({ is: 'delivery', delivery });
      follow({ state: 'delivering' });
      void ask(
        () => booth.cast(follow),
        () => undefined,
      );
    },
    leave: () => void booth.leave().finally(() => tell({ is: 'left' })),
  };
}
