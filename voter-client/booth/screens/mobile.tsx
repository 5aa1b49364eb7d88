/** Screen of the first access on which the voter types the last four digits of the mobile number. @module */

import type { ReactNode } from 'react';
import { Screen } from '../../ui/screen.tsx';
import { useWords } from '../../i18n/context.ts';
import { FaultNotice } from '../../ballot/fault-notice.tsx';
import { SingleFieldForm } from '../../ui/single-field-form.tsx';
import { stepOf, type ScreenProps } from '../../ballot/screens/screen-props.ts';

export function Mobile({ journey, actions }: ScreenProps): ReactNode {
  const { t } = useWords();
  return (
    <Screen title={t('mobile.title')} step={stepOf(t, 'enter')}>
      <FaultNotice fault={journey.fault} />
      <SingleFieldForm
        kind="digits"
        length={4}
        label={t('mobile.label')}
        hint={t('mobile.hint')}
        isValid={(digits) => /^\d{4}$/.test(digits)}
        invalidText={t('mobile.form')}
        onSubmit={actions.submitDigits}
        busy={journey.busy}
        send={t('frame.next')}
      />
    </Screen>
  );
}
