/** Warnings at ten and at five minutes before a session expires. There is never a countdown. @module */

import { useEffect, useState } from 'react';

export type ExpiryNotice = 'none' | 'ten' | 'five' | 'over';

/** Returns the warning for a number of remaining seconds. */
export function noticeAt(remaining: number): ExpiryNotice {
  if (remaining <= 0) return 'over';
  if (remaining <= 300) return 'five';
  return remaining <= 600 ? 'ten' : 'none';
}

/** Returns the current warning. `expires`: POSIX seconds; `onExpired` is called at that time. */
export function useExpiryNotice(expires: number, onExpired: () => void): ExpiryNotice {
  const [notice, setNotice] = useState(() => noticeAt(expires - Date.now() / 1000));
  useEffect(() => {
    const timer = setInterval(() => setNotice(noticeAt(expires - Date.now() / 1000)), 1000);
    return () => clearInterval(timer);
  }, [expires]);
  useEffect(() => {
    if (notice === 'over') onExpired();
  }, [notice, onExpired]);
  return notice;
}
