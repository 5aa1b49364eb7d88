/** The end of a visit's time: said once, five minutes before, and never as a countdown. @module */

import { useEffect, useState, type ReactNode } from 'react';
import { noticeAt } from '../booth/clock.ts';
import { useWords } from '../words/context.ts';

/** `expires`: POSIX seconds. */
export function TimeLeft({
  expires,
  lapse,
}: {
  readonly expires: number;
  readonly lapse: () => void;
}): ReactNode {
  const { t } = useWords();
  const [notice, setNotice] = useState(() => noticeAt(expires - Date.now() / 1000));
  useEffect(() => {
    const timer = setInterval(() => setNotice(noticeAt(expires - Date.now() / 1000)), 1000);
    return () => clearInterval(timer);
  }, [expires]);
  useEffect(() => {
    if (notice === 'over') lapse();
  }, [notice, lapse]);
  return (
    <div role="status" className="clock">
      {notice === 'five' && <p className="notice">{t('kiosk.minutes')}</p>}
    </div>
  );
}
