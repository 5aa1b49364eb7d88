/** The journey of one visit: what is asked of the booth, and how its answers lead on. @module */

import { useEffect, useMemo, useReducer } from 'react';
import type { Booth, BoothFault, Factor, LoginStep } from '../contract/booth.ts';
import { askerOf, ballotActs, type BallotActs } from './ballot-actions.ts';
import { start, travel, type Happening, type Journey } from './journey.ts';

export interface Acts extends BallotActs {
  readonly open: () => void;
  readonly logIn: () => void;
  readonly giveDigits: (digits: string) => void;
  readonly chooseFactor: (factor: Factor) => void;
  readonly resend: () => void;
  readonly giveCode: (code: string) => void;
  /** Resolves with what went wrong, if anything did. */
  readonly giveCredential: (code: string) => Promise<BoothFault | undefined>;
  readonly judge: Booth['judgeCredential'];
  readonly askForLink: (email: string) => void;
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
  const ask = askerOf(tell);
  const step = (asked: () => Promise<LoginStep>): Promise<BoothFault | undefined> =>
    ask(asked, (next) => ({ is: 'step', step: next }));
  return {
    ...ballotActs(booth, tell),
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
    askForLink: (email) =>
      void ask(
        () => booth.askForLink(email),
        () => ({ is: 'link-sent' }),
      ),
  };
}
