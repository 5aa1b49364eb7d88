/** The voting code: typed or read, judged while it is typed, handed to the worker, and gone from the page. @module */

import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { BoothFault, Judgement } from '../../contract/booth.ts';
import { printedForm } from '../../contract/typed.ts';
import { Camera } from '../../ui/camera.tsx';
import { Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Screen } from '../../ui/screen.tsx';
import { useWords } from '../../i18n/context.ts';
import { FaultNotice } from '../../ballot/fault-notice.tsx';
import { stepOf, type ScreenProps } from '../../ballot/screens/screen-props.ts';

export function Credential({ journey, acts }: ScreenProps): ReactNode {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [judged, setJudged] = useState<Judgement>();
  const [missing, setMissing] = useState(false);
  const judge = async (): Promise<Judgement> => {
    const judgement = await acts.judge(input.current!.value);
    setJudged(judgement);
    setMissing(false);
    return judgement;
  };
  const typed = (): void => {
    group(input.current!);
    void judge();
  };
  const submit = async (): Promise<void> => {
    if ((await judge()) !== 'right') {
      setMissing(true);
      input.current!.focus();
      return;
    }
    const fault = await acts.giveCredential(input.current!.value);
    if (isDone(fault) && input.current) {
      input.current.value = '';
      setJudged(undefined);
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
          error={judged === 'wrong' ? t('credential.wrong') : missing ? t('credential.partial') : undefined}
          state={judged === 'right' && <p className="right">{t('credential.right')}</p>}
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

/** In groups as it is printed, while it is typed at its end; elsewhere the cursor would jump. */
function group(field: HTMLInputElement): void {
  if (field.selectionStart === field.value.length) field.value = printedForm(field.value);
}

/** A fault of the way leaves the code in the field to be sent again; any other answer is about the code. */
const isDone = (fault: BoothFault | undefined): boolean =>
  fault === undefined || fault.code === 'wrong-credential';

function useClearing(input: { readonly current: HTMLInputElement | null }): void {
  useEffect(() => {
    const field = input.current!;
    return () => {
      field.value = '';
    };
  }, [input]);
}
