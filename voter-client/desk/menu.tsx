/** Menu of the desk's screens. After the opening or closing its item becomes a link to the signed act. @module */

import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { useDesk } from './desk.ts';
import { useDeskWords } from './words.ts';

export function Menu({ name }: { readonly name: string }): ReactNode {
  const { go, end, state } = useDesk();
  const { t } = useDeskWords();
  const opened = state?.opened === true;
  const closed = state?.stage === 'closed';
  return (
    <nav aria-label={t('desk.menu')}>
      <Button kind="plain" press={() => go({ kind: 'search' })}>
        {t('desk.search')}
      </Button>
      <Button kind="plain" press={() => go(opened ? { kind: 'act', act: 'opening' } : { kind: 'opening' })}>
        {t(opened ? 'desk.opening-act' : 'desk.opening')}
      </Button>
      <Button kind="plain" press={() => go(closed ? { kind: 'act', act: 'closing' } : { kind: 'closing' })}>
        {t(closed ? 'desk.closing-act' : 'desk.closing')}
      </Button>
      <Button kind="plain" press={() => go({ kind: 'conflicts' })}>
        {t('desk.conflicts')}
      </Button>
      <Button kind="plain" press={() => end()}>
        {t('desk.log-out', { name })}
      </Button>
    </nav>
  );
}
