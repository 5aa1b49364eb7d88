/** The check page: what a second device says of a tracker or a receipt. @module */

import { useEffect, useMemo, useReducer, type ReactNode } from 'react';
import type { Checker } from '../contract/booth.ts';
import { Frame } from '../ui/frame.tsx';
import { useBack } from '../ui/use-back.ts';
import { faultOf } from '../contract/faults.ts';
import { actsOf } from './acts.ts';
import { Absent, Cast, False, Unanswered, Withheld } from './found.tsx';
import { Opened } from './opened.tsx';
import { reading, unread } from './reading.ts';
import { Start } from './start.tsx';

interface Props {
  readonly checker: Checker;
  /** That the page was opened with. */
  readonly tracker: string | undefined;
}

export function CheckApp({ checker, tracker }: Props): ReactNode {
  const [state, tell] = useReducer(reading, unread);
  const acts = useMemo(() => actsOf(checker, tell), [checker]);
  useEffect(() => {
    const begin = async (): Promise<void> => {
      try {
        tell({ is: 'read', election: await checker.read() });
        tell({ is: 'opened', election: await checker.open() });
        if (tracker !== undefined) acts.lookUp(tracker);
      } catch (error) {
        tell({ is: 'offline', fault: faultOf(error) });
      }
    };
    void begin();
  }, [checker, tracker, acts]);
  const { election, found, verdict } = state;
  useBack(found && `${found.kind} ${verdict}`, () => {
    if (!found) return 'leaves';
    if (verdict) acts.say(undefined);
    else acts.another();
    return 'moves';
  });
  const shows = { election: election!, acts };
  return (
    <Frame election={election}>
      {!found && <Start key="start" state={state} acts={acts} />}
      {found?.kind === 'absent' && <Absent {...shows} />}
      {found?.kind === 'unanswered' && <Unanswered {...shows} />}
      {found?.kind === 'withheld' && <Withheld {...shows} found={found} />}
      {found?.kind === 'false' && <False {...shows} found={found} />}
      {found?.kind === 'cast' && <Cast {...shows} found={found} />}
      {found?.kind === 'opened' && <Opened {...shows} found={found} verdict={verdict} />}
    </Frame>
  );
}
