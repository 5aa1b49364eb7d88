/** Screens to request another link by e-mail. The texts do not reveal who is on the roll. @module */

import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Screen } from '../../ui/screen.tsx';
import { useWords } from '../../i18n/context.ts';
import { FaultNotice } from '../../ballot/fault-notice.tsx';
import { SingleFieldForm } from '../../ui/single-field-form.tsx';
import { stepOf, type ScreenProps } from '../../ballot/screens/screen-props.ts';

export function RequestLink({ journey, actions }: ScreenProps): ReactNode {
  const { t } = useWords();
  return (
    <Screen title={t('ask.title')} step={stepOf(t, 'enter')}>
      <FaultNotice fault={journey.fault} />
      <SingleFieldForm
        kind="email"
        label={t('ask.email')}
        isValid={(email) => /.@./.test(email)}
        invalidText={t('ask.empty')}
        onSubmit={actions.requestLink}
        busy={journey.busy}
        send={t('ask.send')}
        others={<Button press={() => actions.dispatch({ type: 'back' })}>{t('frame.back')}</Button>}
      />
    </Screen>
  );
}

export function LinkSent(): ReactNode {
  const { t } = useWords();
  return (
    <Screen title={t('asked.title')} step={stepOf(t, 'enter')}>
      <p>{t('asked.text')}</p>
    </Screen>
  );
}
