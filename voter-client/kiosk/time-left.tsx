/** Warning that a visit expires in five minutes. It is shown once, never as a countdown. @module */

import type { ReactNode } from 'react';
import { useExpiryNotice } from '../ballot/use-expiry-notice.ts';
import { useWords } from '../i18n/context.ts';

/** Shows the warning and calls `lapse` when the visit expires. `expires`: POSIX seconds. */
export function TimeLeft({
  expires,
  lapse,
}: {
  readonly expires: number;
  readonly lapse: () => void;
}): ReactNode {
  const { t } = useWords();
  const notice = useExpiryNotice(expires, lapse);
  return (
    <div role="status" className="clock">
      {notice === 'five' && <p className="notice">{t('kiosk.minutes')}</p>}
    </div>
  );
}
