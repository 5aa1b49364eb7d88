/** The journey of one visit: what is asked of the booth, and how its answers lead on. @module */

import { useEffect, useMemo, useReducer } from 'react';
import type { Booth, BoothFault, Factor, LoginStep } from '../engine.ts';
import { faultOf } from '../link/faults.ts';
import { choicesOf } from './ballot/choices.ts';
import { meaningOf } from './ballot/marks.ts';
import { contestsOf, start, travel, type Happening, type Journey } from './journey.ts';

export interface Acts {
  readonly tell: (event: Happening) => void;
  readonly open: () => void;
  readonly logIn: () => void;
  readonly giveDigits: (digits: string) => void;
  readonly chooseFactor: (factor: Factor) => void;
  readonly resend: () => void;
  readonly giveCode: (code: string) => void;
  /** Resolves with what went wrong, if anything did. */
  readonly giveCredential: (code: string) => Promise<BoothFault | undefined>;
  readonly judge: Booth['judgeCredential'];
  readonly seal: (journey: Journey) => void;
  readonly challenge: () => void;
  readonly cast: () => void;
  readonly askForLink: (email: string) => void;
  readonly leave: () => void;
}

export function useJourney(booth: Booth, link: string | undefined): readonly [Journey, Acts] {
  const [journey, tell] = useReducer(travel, start);
  const acts = useMemo(() => actsOf(booth, link, tell), [booth, link]);
  useEffect(() => acts.open(), [acts]);
  const { at } = journey.place;
  useEffect(() => {
    // Nothing of the voter is to outlive a visit that is over, however it ended.
    if (at === 'stopped' || at === 'lapsed') void booth.leave();
  }, [at, booth]);
  return [journey, acts];
}

function actsOf(booth: Booth, link: string | undefined, tell: (event: Happening) => void): Acts {
  /** Asks, and tells what came of it; resolves with what went wrong. */
  const ask = async <T>(
    asked: () => Promise<T>,
    event: (answer: T) => Happening | undefined,
  ): Promise<BoothFault | undefined> => {
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
  const step = (asked: () => Promise<LoginStep>): Promise<BoothFault | undefined> =>
    ask(asked, (next) => ({ is: 'step', step: next }));
  return {
    tell,
    open: () =>
      void ask(
        async () => {
          tell({ is: 'read', election: await booth.read() });
          return booth.open();
        },
        (election) => ({ is: 'opened', election }),
      ),
    logIn: () => void step(() => booth.logIn(link ?? '')),
    giveDigits: (digits) => void step(() => booth.giveDigits(digits)),
    chooseFactor: (factor) => void step(() => booth.chooseFactor(factor)),
    resend: () => void step(() => booth.resend()),
    giveCode: (code) => void step(() => booth.giveCode(code)),
    giveCredential: (code) => step(() => booth.giveCredential(code)),
    judge: (code) => booth.judgeCredential(code),
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
    askForLink: (email) =>
      void ask(
        () => booth.askForLink(email),
        () => ({ is: 'link-sent' }),
      ),
    leave: () => void booth.leave().finally(() => tell({ is: 'left' })),
  };
}
