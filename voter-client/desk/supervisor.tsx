/**
 * Form fields for a supervisor's approval: name, PIN and reason. Typed values stay in the inputs, not in React's state.
 * @module
 */

import { useRef, useState, type ReactNode } from 'react';
import { Field } from '../ui/field.tsx';
import type { Account } from '../api/desk.ts';
import { useDeskWords, type DeskKey } from './words.ts';

export interface SupervisorApproval {
  readonly supervisor: Account;
  readonly reason: string;
}

export interface SupervisorFields {
  readonly fields: ReactNode;
  /** Returns the typed values and clears the PIN. If any value is missing, returns undefined and shows the errors. */
  readonly collect: () => SupervisorApproval | undefined;
}

const PIN_FORM = /^\d{6,12}$/;

/** Returns the fields. `withReason` is false if the approved action needs no further reason. */
export function useSupervisor(withReason: boolean): SupervisorFields {
  const { t } = useDeskWords();
  const [name, pin, reason] = [useInput(), useInput(), useInput()];
  const [missing, setMissing] = useState<readonly DeskKey[]>([]);
  const errorOf = (key: DeskKey): string | undefined => (missing.includes(key) ? t(key) : undefined);
  const collect = (): SupervisorApproval | undefined => {
    const supervisor = { name: valueOf(name), pin: valueOf(pin) };
    const why = withReason ? valueOf(reason) : '';
    const errors: DeskKey[] = [
      ...(supervisor.name === '' ? (['supervisor.missing'] as const) : []),
      ...(PIN_FORM.test(supervisor.pin) ? [] : (['supervisor.pin-form'] as const)),
      ...(withReason && why.length < 3 ? (['supervisor.reason-short'] as const) : []),
    ];
    setMissing(errors);
    if (pin.current) pin.current.value = '';
    return errors.length === 0 ? { supervisor, reason: why } : undefined;
  };
  const fields = (
    <fieldset className="stack">
      <legend>{t('supervisor.title')}</legend>
      {withReason && (
        <Field
          label={t('supervisor.reason')}
          hint={t('supervisor.reason-hint')}
          error={errorOf('supervisor.reason-short')}
          input={reason}
          kind="text"
          length={500}
        />
      )}
      <Field
        label={t('supervisor.name')}
        error={errorOf('supervisor.missing')}
        input={name}
        kind="text"
        length={64}
      />
      <Field
        label={t('supervisor.pin')}
        error={errorOf('supervisor.pin-form')}
        input={pin}
        kind="pin"
        length={12}
      />
    </fieldset>
  );
  return { fields, collect };
}

const useInput = (): { current: HTMLInputElement | null } => useRef<HTMLInputElement>(null);
const valueOf = ({ current }: { readonly current: HTMLInputElement | null }): string =>
  current?.value.trim() ?? '';
