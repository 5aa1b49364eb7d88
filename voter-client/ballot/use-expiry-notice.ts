/** Hook that returns the current expiry warning of a visit. @module */

import { useEffect, useState } from 'react';
import { noticeAt, type ExpiryNotice } from './session-clock.ts';

/** `expires`: POSIX seconds; `onExpired` is called at that time. */
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
