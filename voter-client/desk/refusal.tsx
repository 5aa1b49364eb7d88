/** Notice of an error: what happened, and what to do. @module */

import type { ReactNode } from 'react';
import type { BoothFault } from '../contract/booth.ts';
import { Notice } from '../ui/notice.tsx';
import { hasKey, useDeskWords, type DeskKey } from './words.ts';

export interface RefusalWords {
  readonly what: DeskKey;
  readonly now: DeskKey;
}

/** Returns the keys of the sentences for a code; for an unknown code, of sentences that say so. */
export function refusalWords(code: string): RefusalWords {
  const [what, now] = [`no.${code}`, `no.${code}.do`];
  return hasKey(what) && hasKey(now) ? { what, now } : { what: 'no.other', now: 'no.other.do' };
}

export function Refusal({ fault }: { readonly fault: BoothFault }): ReactNode {
  const { t } = useDeskWords();
  const { what, now } = refusalWords(fault.code);
  return (
    <Notice kind="loss" urgent what={t(what, { code: fault.code })} now={t(now)}>
      {fault.detail !== undefined && <p className="quiet">{t('no.detail', { detail: fault.detail })}</p>}
    </Notice>
  );
}
