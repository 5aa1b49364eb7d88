/** Log-in screen of the clerks. @module */

import { useRef, type ReactNode } from 'react';
import type { BoothFault } from '../../contract/booth.ts';
import { Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Screen } from '../../ui/screen.tsx';
import { useDesk, useTask } from '../desk.ts';
import { Refusal } from '../refusal.tsx';
import { useDeskWords } from '../words.ts';

interface Props {
  /** Reason why the last session ended, unless the clerk logged out. */
  readonly ended: BoothFault | undefined;
  readonly enter: (name: string) => void;
}

export function LogIn({ ended, enter }: Props): ReactNode {
  const { link } = useDesk();
  const { t } = useDeskWords();
  const { busy, fault, run } = useTask();
  const name = useRef<HTMLInputElement>(null);
  const pin = useRef<HTMLInputElement>(null);
  const submit = (): void =>
    run(async () => {
      const account = { name: name.current!.value.trim(), pin: pin.current!.value };
      pin.current!.value = '';
      enter((await link.logIn(account)).name);
    });
  const shown = fault ?? ended;
  return (
    <Screen title={t('login.title')}>
      {shown && <Refusal fault={shown} />}
      <Form submit={submit} busy={busy} send={t('login.send')}>
        <Field label={t('login.name')} input={name} kind="text" length={64} />
        <Field label={t('login.pin')} input={pin} kind="pin" length={12} />
      </Form>
    </Screen>
  );
}
