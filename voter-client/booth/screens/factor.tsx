/** Screen of the first access on which the voter chooses the second factor for all later accesses. @module */

import { useState, type ReactNode } from 'react';
import type { Factor } from '../../contract/booth.ts';
import { Form } from '../../ui/form.tsx';
import { Screen } from '../../ui/screen.tsx';
import { useWords } from '../../i18n/context.ts';
import { FaultNotice } from '../../ballot/fault-notice.tsx';
import { stepOf, type ScreenProps } from '../../ballot/screens/screen-props.ts';

const factors = ['sms', 'totp'] as const satisfies Factor[];

export function FactorScreen({ journey, actions }: ScreenProps): ReactNode {
  const { t } = useWords();
  const [chosen, setChosen] = useState<Factor>();
  const [missing, setMissing] = useState(false);
  const submit = (): void => {
    setMissing(!chosen);
    if (chosen && !journey.busy) actions.chooseFactor(chosen);
  };
  return (
    <Screen title={t('factor.title')} step={stepOf(t, 'enter')}>
      <FaultNotice fault={journey.fault} />
      <p>{t('factor.hint')}</p>
      <Form submit={submit} busy={journey.busy} send={t('frame.next')}>
        <fieldset>
          <legend className="hidden">{t('factor.title')}</legend>
          <div className="choices">
            {factors.map((factor) => (
              <label key={factor} className="choice">
                <input
                  type="radio"
                  name="factor"
                  checked={chosen === factor}
                  onChange={() => setChosen(factor)}
                />
                <span>
                  {t(`factor.${factor}`)}
                  {factor === 'totp' && <span className="quiet"> {t('factor.totp-hint')}</span>}
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        <p role="alert">{missing && t('factor.none')}</p>
      </Form>
    </Screen>
  );
}
