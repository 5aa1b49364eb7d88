/** Says when a session comes to its end, and tells the journey when it has. @module */

import type { ReactNode } from 'react';
import { useWords } from '../i18n/context.ts';
import { useNotice } from '../ballot/use-notice.ts';

interface Props {
  /** POSIX seconds. */
  readonly expires: number;
  readonly lapse: () => void;
}

export function SessionClock({ expires, lapse }: Props): ReactNode {
  const { t } = useWords();
  const notice = useNotice(expires, lapse);
  return (
    <div role="status" className="band">
      {(notice === 'ten' || notice === 'five') && <p className="notice clock">{t(`clock.${notice}`)}</p>}
    </div>
  );
}
