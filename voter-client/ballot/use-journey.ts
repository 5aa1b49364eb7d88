/** React hook that connects the reducer of a visit with the booth. @module */

import { useEffect, useMemo, useReducer } from 'react';
import type { Booth, BoothFault, Factor, LoginStep } from '../contract/booth.ts';
import { ballotActions, requestSender, type BallotActions } from './ballot-actions.ts';
import { initialJourney, reduce, type BoothEvent, type Journey } from './journey.ts';

export interface BoothActions extends BallotActions {
  readonly open: () => void;
  readonly logIn: () => void;
  readonly submitDigits: (digits: string) => void;
  readonly chooseFactor: (factor: Factor) => void;
  readonly resendCode: () => void;
  readonly submitCode: (code: string) => void;
  /** Resolves with the fault, if any. */
  readonly submitCredential: (code: string) => Promise<BoothFault | undefined>;
  readonly checkCredential: Booth['checkCredential'];
  readonly requestLink: (email: string) => void;
}

export function useJourney(booth: Booth, link: string | undefined): readonly [Journey, BoothActions] {
  const [journey, dispatch] = useReducer(reduce, initialJourney);
  const actions = useMemo(() => boothActions(booth, link, dispatch), [booth, link]);
  useEffect(() => actions.open(), [actions]);
  const { kind } = journey.screen;
  useEffect(() => {
    // Wipe the voter's data as soon as a visit is over, for any reason.
    if (kind === 'stopped' || kind === 'lapsed') void booth.leave();
  }, [kind, booth]);
  return [journey, actions];
}

function boothActions(
  booth: Booth,
  link: string | undefined,
  dispatch: (event: BoothEvent) => void,
): BoothActions {
  const send = requestSender(dispatch);
  const logInBy = (request: () => Promise<LoginStep>): Promise<BoothFault | undefined> =>
    send(request, (step) => ({ type: 'login-step', step }));
  return {
    ...ballotActions(booth, dispatch),
    open: () =>
      void send(
        async () => {
          dispatch({ type: 'read', election: await booth.read() });
          return booth.open();
        },
        (election) => ({ type: 'opened', election }),
      ),
    logIn: () => void logInBy(() => booth.logIn(link ?? '')),
    submitDigits: (digits) => void logInBy(() => booth.submitDigits(digits)),
    chooseFactor: (factor) => void logInBy(() => booth.chooseFactor(factor)),
    resendCode: () => void logInBy(() => booth.resendCode()),
    submitCode: (code) => void logInBy(() => booth.submitCode(code)),
    submitCredential: (code) => logInBy(() => booth.submitCredential(code)),
    checkCredential: (code) => booth.checkCredential(code),
    requestLink: (email) =>
      void send(
        () => booth.requestLink(email),
        () => ({ type: 'link-sent' }),
      ),
  };
}
