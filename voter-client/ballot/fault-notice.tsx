/**
 * Notice of a fault, shown on the screen where it occurred: what happened, what it means for the vote, and what to do.
 * @module
 */

import type { ReactNode } from 'react';
import type { BoothFault } from '../contract/booth.ts';
import { Notice } from '../ui/notice.tsx';
import { useWords } from '../i18n/context.ts';
import { nowAtSite, triesLeft, wordsFor } from './faults.ts';

export function FaultNotice({ fault }: { readonly fault: BoothFault | undefined }): ReactNode {
  const { t, place } = useWords();
  if (!fault) return null;
  const { what, means, now } = wordsFor(fault);
  const values = { code: fault.code };
  const tries = triesLeft(fault);
  return (
    <Notice
      kind="loss"
      urgent
      title={t('fault.title')}
      what={t(what, values)}
      means={t(means, values)}
      now={t(place === 'site' ? nowAtSite(now) : now, values)}
    >
      {tries !== undefined && <p>{t('fault.tries', { n: tries })}</p>}
    </Notice>
  );
}
