/** What there is to say of a visit's end at this moment. @module */

import { useEffect, useState } from 'react';
import { noticeAt, type Notice } from './session-clock.ts';

/** `expires`: POSIX seconds; `lapse` hears of the end. */
export function useNotice(expires: number, lapse: () => void): Notice {
  const [notice, setNotice] = useState(() => noticeAt(expires - Date.now() / 1000));
  useEffect(() => {
    const timer = setInterval(() => setNotice(noticeAt(expires - Date.now() / 1000)), 1000);
    return () => clearInterval(timer);
  }, [expires]);
  useEffect(() => {
    if (notice === 'over') lapse();
  }, [notice, lapse]);
  return notice;
}
