/** The end of a visit's time: said once, five minutes before, and never as a countdown. @module */

import type { ReactNode } from 'react';
import { useNotice } from '../ballot/use-notice.ts';
import { useWords } from '../i18n/context.ts';

/** `expires`: POSIX seconds. */
export function TimeLeft({
  expires,
  lapse,
}: {
  readonly expires: number;
  readonly lapse: () => void;
}): ReactNode {
  const { t } = useWords();
  const notice = useNotice(expires, lapse);
  return (
    <div role="status" className="clock">
      {notice === 'five' && <p className="notice">{t('kiosk.minutes')}</p>}
    </div>
  );
}
