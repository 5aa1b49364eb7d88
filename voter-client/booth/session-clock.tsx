/** Warning before the session expires. The component also reports the expiry to the journey. @module */

import type { ReactNode } from 'react';
import { useWords } from '../i18n/context.ts';
import { useExpiryNotice } from '../ballot/use-expiry-notice.ts';

interface Props {
  /** Time at which the session expires, POSIX seconds. */
  readonly expires: number;
  readonly lapse: () => void;
}

export function SessionClock({ expires, lapse }: Props): ReactNode {
  const { t } = useWords();
  const notice = useExpiryNotice(expires, lapse);
  return (
    <div role="status" className="band">
      {(notice === 'ten' || notice === 'five') && <p className="notice clock">{t(`clock.${notice}`)}</p>}
    </div>
  );
}
