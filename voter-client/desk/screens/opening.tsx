/** Screen for the opening of the site, which produces the signed act of the empty ballot box. @module */

import type { ReactNode } from 'react';
import { Form } from '../../ui/form.tsx';
import { Screen } from '../../ui/screen.tsx';
import { useDesk, useTask } from '../desk.ts';
import { Devices } from '../devices.tsx';
import { Refusal } from '../refusal.tsx';
import { useSupervisor } from '../supervisor.tsx';
import { useDeskWords } from '../words.ts';

export function Opening(): ReactNode {
  const { link, go, state } = useDesk();
  const { t } = useDeskWords();
  const { busy, fault, run } = useTask();
  const { fields, collect } = useSupervisor(false);
  const submit = (): void => {
    const approval = collect();
    if (!approval) return;
    run(async () => {
      await link.open(approval.supervisor);
      go({ kind: 'act', act: 'opening' });
    });
  };
  return (
    <Screen title={t('opening.title')}>
      <p>{t('opening.text')}</p>
      <div className="stack">
        <h2>{t('opening.before')}</h2>
        <ol>
          <li>{t('opening.check-1')}</li>
          <li>{t('opening.check-2')}</li>
          <li>{t('opening.check-3')}</li>
        </ol>
      </div>
      {state && <Devices state={state} />}
      {fault && <Refusal fault={fault} />}
      <Form submit={submit} busy={busy} send={t('opening.send')}>
        {fields}
      </Form>
    </Screen>
  );
}
