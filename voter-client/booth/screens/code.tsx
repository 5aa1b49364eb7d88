/** Screen for the code of the second factor. An authenticator app is set up here, once. @module */

import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Qr } from '../../ui/qr.tsx';
import { Screen } from '../../ui/screen.tsx';
import { useWords } from '../../i18n/context.ts';
import { FaultNotice } from '../../ballot/fault-notice.tsx';
import { SingleFieldForm } from '../../ui/single-field-form.tsx';
import { stepOf, type ScreenOf, type ScreenProps } from '../../ballot/screens/screen-props.ts';

export function Code({ journey, actions, screen }: ScreenProps & { screen: ScreenOf<'code'> }): ReactNode {
  const { t } = useWords();
  const { factor, otpauth } = screen;
  return (
    <Screen title={t('code.title')} step={stepOf(t, 'enter')}>
      <FaultNotice fault={journey.fault} />
      {otpauth !== undefined && <SetUp otpauth={otpauth} />}
      <SingleFieldForm
        kind="digits"
        length={6}
        label={t('code.label')}
        hint={t(`code.${factor}`)}
        isValid={(code) => /^\d{6}$/.test(code)}
        invalidText={t('code.form')}
        onSubmit={actions.submitCode}
        busy={journey.busy}
        send={t('frame.next')}
        others={
          factor === 'sms' && (
            <Button press={actions.resendCode} busy={journey.busy}>
              {t('code.resend')}
            </Button>
          )
        }
      />
    </Screen>
  );
}

function SetUp({ otpauth }: { readonly otpauth: string }): ReactNode {
  const { t } = useWords();
  const secret = new URL(otpauth).searchParams.get('secret') ?? '';
  return (
    <section className="stack">
      <h2>{t('code.set-up')}</h2>
      <p>{t('code.set-up-scan')}</p>
      <Qr text={otpauth} title={t('code.qr')} />
      <p>{t('code.set-up-typed')}</p>
      <p className="key">{secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</p>
    </section>
  );
}
