/** Says when a session comes to its end, and tells the journey when it has. @module */

import { useEffect, useState, type ReactNode } from 'react';
import { useWords } from '../words/context.ts';
import { noticeAt } from './clock.ts';

interface Props {
  /** POSIX seconds. */
  readonly expires: number;
  readonly lapse: () => void;
}

export function SessionClock({ expires, lapse }: Props): ReactNode {
  const { t } = useWords();
  const [notice, setNotice] = useState(() => noticeAt(expires - Date.now() / 1000));
  useEffect(() => {
    const look = (): void => setNotice(noticeAt(expires - Date.now() / 1000));
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, [expires]);
  useEffect(() => {
    if (notice === 'over') lapse();
  }, [notice, lapse]);
  return (
    <div role="status" className="band">
      {(notice === 'ten' || notice === 'five') && <p className="notice clock">{t(`clock.${notice}`)}</p>}
    </div>
  );
}
