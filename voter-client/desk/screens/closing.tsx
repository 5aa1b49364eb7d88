/**
 * Screen for the closing of the site: the ballots that each kiosk still holds, explanations, and the signed act.
 * @module
 */

import { useId, useRef, useState, type ReactNode } from 'react';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Screen } from '../../ui/screen.tsx';
import { useDesk, useTask } from '../desk.ts';
import { Devices } from '../devices.tsx';
import { Refusal } from '../refusal.tsx';
import { useSupervisor } from '../supervisor.tsx';
import { useDeskWords } from '../words.ts';

export function Closing(): ReactNode {
  const { link, go, state, queue } = useDesk();
  const { t } = useDeskWords();
  const { busy, fault, run } = useTask();
  const { fields, collect } = useSupervisor(false);
  const [without, setWithout] = useState<readonly string[]>([]);
  const [missing, setMissing] = useState(false);
  const text = useRef<HTMLTextAreaElement>(null);
  const submit = (): void => {
    const explanations = text.current!.value.trim();
    setMissing(explanations === '');
    const approval = collect();
    if (!approval || explanations === '') return;
    run(async () => {
      await link.close(approval.supervisor, explanations, without);
      go({ kind: 'act', act: 'closing' });
    });
  };
  const waiting = queue?.waiting ?? 0;
  return (
    <Screen title={t('closing.title')}>
      <p>{t('closing.text')}</p>
      {waiting > 0 && <Notice kind="loss" what={t('closing.waiting', { n: waiting })} />}
      {state?.link.up === false && <Notice kind="loss" what={t('closing.no-link')} />}
      {state && (
        <Devices
          state={state}
          closing={{
            without,
            choose: (name, chosen) =>
              setWithout((before) => [...before.filter((own) => own !== name), ...(chosen ? [name] : [])]),
          }}
        />
      )}
      {fault && <Refusal fault={fault} />}
      <Form submit={submit} busy={busy} send={t('closing.send')} final>
        <Explanations input={text} error={missing ? t('closing.explanations-missing') : undefined} />
        {fields}
      </Form>
    </Screen>
  );
}

function Explanations({
  input,
  error,
}: {
  readonly input: { current: HTMLTextAreaElement | null };
  readonly error: string | undefined;
}): ReactNode {
  const { t } = useDeskWords();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{t('closing.explanations')}</label>
      <p id={`${id}-hint`} className="quiet">
        {t('closing.explanations-hint')}
      </p>
      <textarea
        id={id}
        ref={input}
        rows={5}
        maxLength={4000}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-hint ${id}-error`}
      />
      <div id={`${id}-error`} role="status">
        {error !== undefined && <p className="error">{error}</p>}
      </div>
    </div>
  );
}
