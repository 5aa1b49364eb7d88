/** Name, PIN and reason of a supervisor, as fields of a form; what is typed stays in the fields. @module */

import { useRef, useState, type ReactNode } from 'react';
import { Field } from '../ui/field.tsx';
import type { Account } from '../api/desk.ts';
import { useDeskWords, type DeskKey } from './words.ts';

export interface Allowed {
  readonly supervisor: Account;
  readonly reason: string;
}

export interface SupervisorFields {
  readonly fields: ReactNode;
  /** What was typed, or undefined, and the fields say what is missing. The PIN's field is empty afterwards. */
  readonly take: () => Allowed | undefined;
}

const PIN = /^\d{6,12}$/;

/** `withReason` false: what is allowed is the reason. */
export function useSupervisor(withReason: boolean): SupervisorFields {
  const { t } = useDeskWords();
  const [name, pin, reason] = [useInput(), useInput(), useInput()];
  const [missing, setMissing] = useState<readonly DeskKey[]>([]);
  const errorOf = (key: DeskKey): string | undefined => (missing.includes(key) ? t(key) : undefined);
  const take = (): Allowed | undefined => {
    const supervisor = { name: valueOf(name), pin: valueOf(pin) };
    const why = withReason ? valueOf(reason) : '';
    const faults: DeskKey[] = [
      ...(supervisor.name === '' ? (['supervisor.missing'] as const) : []),
      ...(PIN.test(supervisor.pin) ? [] : (['supervisor.pin-form'] as const)),
      ...(withReason && why.length < 3 ? (['supervisor.reason-short'] as const) : []),
    ];
    setMissing(faults);
    if (pin.current) pin.current.value = '';
    return faults.length === 0 ? { supervisor, reason: why } : undefined;
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
  return { fields, take };
}

const useInput = (): { current: HTMLInputElement | null } => useRef<HTMLInputElement>(null);
const valueOf = ({ current }: { readonly current: HTMLInputElement | null }): string =>
  current?.value.trim() ?? '';
