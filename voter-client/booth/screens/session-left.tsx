/** Remaining time of the session in minutes, and the time at which it ends by this device's clock. @module */

import { useContext, useEffect, useState, type ReactNode } from 'react';
import { LanguageContext, useWords } from '../../i18n/context.ts';
import { formatLocalTime } from '../../i18n/dates.ts';

const minutesTo = (expires: number): number => Math.max(0, Math.floor((expires - Date.now() / 1000) / 60));

/** Shows the remaining time. `expires`: POSIX seconds. */
export function SessionLeft({ expires }: { readonly expires: number }): ReactNode {
  const { t } = useWords();
  const language = useContext(LanguageContext);
  const [n, setMinutes] = useState(() => minutesTo(expires));
  useEffect(() => {
    const timer = setInterval(() => setMinutes(minutesTo(expires)), 1000);
    return () => clearInterval(timer);
  }, [expires]);
  return t('who.left', { n, time: formatLocalTime(language, expires, 'hour') });
}
