/**
 * Screen for the voting code, which is typed or scanned, checked while it is typed, passed to the web worker and erased
 * from the page.
 * @module
 */

import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { BoothFault, CodeCheck } from '../../contract/booth.ts';
import { printedForm } from '../../contract/typed.ts';
import { Camera } from '../../ui/camera.tsx';
import { Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Screen } from '../../ui/screen.tsx';
import { useWords } from '../../i18n/context.ts';
import { FaultNotice } from '../../ballot/fault-notice.tsx';
import { stepOf, type ScreenProps } from '../../ballot/screens/screen-props.ts';

export function Credential({ journey, actions }: ScreenProps): ReactNode {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [check, setCheck] = useState<CodeCheck>();
  const [missing, setMissing] = useState(false);
  const checkInput = async (): Promise<CodeCheck> => {
    const result = await actions.checkCredential(input.current!.value);
    setCheck(result);
    setMissing(false);
    return result;
  };
  const typed = (): void => {
    group(input.current!);
    void checkInput();
  };
  const submit = async (): Promise<void> => {
    if ((await checkInput()) !== 'right') {
      setMissing(true);
      input.current!.focus();
      return;
    }
    const fault = await actions.submitCredential(input.current!.value);
    if (isAnswered(fault) && input.current) {
      input.current.value = '';
      setCheck(undefined);
    }
  };
  useClearing(input);
  return (
    <Screen title={t('credential.title')} step={stepOf(t, 'enter')}>
      <FaultNotice fault={journey.fault} />
      <p>{t('credential.stays')}</p>
      <Form submit={() => !journey.busy && void submit()} busy={journey.busy} send={t('frame.next')}>
        <Field
          kind="code"
          label={t('credential.label')}
          hint={t('credential.hint')}
          input={input}
          typed={typed}
          error={check === 'wrong' ? t('credential.wrong') : missing ? t('credential.partial') : undefined}
          state={check === 'right' && <p className="right">{t('credential.right')}</p>}
        />
        <Camera
          label={t('credential.scan')}
          read={(text) => {
            input.current!.value = text;
            typed();
            input.current!.focus();
          }}
        />
      </Form>
    </Screen>
  );
}

/** Formats the code in printed groups while the cursor is at the end; elsewhere the cursor would jump. */
function group(field: HTMLInputElement): void {
  if (field.selectionStart === field.value.length) field.value = printedForm(field.value);
}

/**
 * Reports whether the code was accepted or rejected. After any other fault the code stays in the field, to be sent
 * again.
 */
const isAnswered = (fault: BoothFault | undefined): boolean =>
  fault === undefined || fault.code === 'wrong-credential';

function useClearing(input: { readonly current: HTMLInputElement | null }): void {
  useEffect(() => {
    const field = input.current!;
    return () => {
      field.value = '';
    };
  }, [input]);
}
