/** Check page, which looks up trackers and checks receipts on a second device. @module */

import { useEffect, useMemo, useReducer, type ReactNode } from 'react';
import type { Checker } from '../contract/booth.ts';
import { Frame } from '../ui/frame.tsx';
import { useBack } from '../ui/use-back.ts';
import { faultOf } from '../contract/faults.ts';
import { checkActions } from './actions.ts';
import { Absent, Cast, False, Unanswered, Withheld } from './found.tsx';
import { Opened } from './opened.tsx';
import { initialState, reduce } from './state.ts';
import { Start } from './start.tsx';

interface Props {
  readonly checker: Checker;
  /** Tracker in the address with which the page was opened. */
  readonly tracker: string | undefined;
}

export function CheckApp({ checker, tracker }: Props): ReactNode {
  const [state, dispatch] = useReducer(reduce, initialState);
  const actions = useMemo(() => checkActions(checker, dispatch), [checker]);
  useEffect(() => {
    const load = async (): Promise<void> => {
      try {
        dispatch({ type: 'read', election: await checker.read() });
        dispatch({ type: 'opened', election: await checker.open() });
        if (tracker !== undefined) actions.lookUp(tracker);
      } catch (error) {
        dispatch({ type: 'offline', fault: faultOf(error) });
      }
    };
    void load();
  }, [checker, tracker, actions]);
  const { election, found, verdict } = state;
  useBack(found && `${found.kind} ${verdict}`, () => {
    if (!found) return 'leaves';
    if (verdict) actions.setVerdict(undefined);
    else actions.another();
    return 'moves';
  });
  const shows = { election: election!, actions };
  return (
    <Frame election={election}>
      {!found && <Start key="start" state={state} actions={actions} />}
      {found?.kind === 'absent' && <Absent {...shows} />}
      {found?.kind === 'unanswered' && <Unanswered {...shows} />}
      {found?.kind === 'withheld' && <Withheld {...shows} found={found} />}
      {found?.kind === 'false' && <False {...shows} found={found} />}
      {found?.kind === 'cast' && <Cast {...shows} found={found} />}
      {found?.kind === 'opened' && <Opened {...shows} found={found} verdict={verdict} />}
    </Frame>
  );
}
