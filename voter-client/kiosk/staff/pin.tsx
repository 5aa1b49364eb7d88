/** Prompt for the staff PIN that was set when the kiosk was opened. It works without the desk. @module */

import { useRef, useState, type ReactNode } from 'react';
import { FaultNotice } from '../../ballot/fault-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Screen } from '../../ui/screen.tsx';
import { useWords } from '../../i18n/context.ts';
import type { StaffProps } from './staff-props.ts';
import { useRequest } from './use-request.ts';

export function Pin({ outbox, done, enter }: StaffProps & { readonly enter: () => void }): ReactNode {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState(false);
  const { busy, fault, send } = useRequest();
  const submit = (): void => {
    const pin = input.current!.value;
    input.current!.value = '';
    send(
      () => outbox.verifyPin(pin),
      (right) => (right ? enter() : setWrong(true)),
    );
  };
  return (
    <Screen title={t('staff.pin-title')}>
      <FaultNotice fault={fault} />
      <Form
        submit={submit}
        busy={busy}
        send={t('staff.pin-enter')}
        others={<Button press={done}>{t('staff.back')}</Button>}
      >
        <Field
          label={t('staff.pin')}
          kind="pin"
          length={12}
          input={input}
          error={wrong ? t('staff.pin-wrong') : undefined}
        />
      </Form>
    </Screen>
  );
}
