/** Beneath every screen: who helps here, and the staff's way in while nobody votes. @module */

import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { useWords } from '../i18n/context.ts';

export function Foot({ call }: { readonly call: (() => void) | undefined }): ReactNode {
  const { t } = useWords();
  return (
    <footer className="bottom">
      <div className="band">
        <p>{t('kiosk.help')}</p>
        {call && (
          <Button kind="plain" press={call}>
            {t('staff.enter')}
          </Button>
        )}
      </div>
    </footer>
  );
}
