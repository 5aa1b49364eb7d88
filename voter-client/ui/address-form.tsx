/** A screen with one thing to type and one button that hands it on. @module */

import { useRef, useState, type ComponentProps, type ReactNode } from 'react';
import { Field } from './field.tsx';
import { Form } from './form.tsx';

interface Props extends Omit<ComponentProps<typeof Field>, 'input' | 'error'> {
  /** What stands in the field is right in form. */
  readonly fits: (value: string) => boolean;
  /** Said if it is not. */
  readonly unfit: string;
  readonly give: (value: string) => void;
  readonly busy: boolean;
  readonly send: string;
  /** Other things to do, before the main button. */
  readonly others?: ReactNode;
}

export function OneField({ fits, unfit, give, busy, send, others, ...field }: Props): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string>();
  const submit = (): void => {
    const value = input.current!.value.trim();
    setError(fits(value) ? undefined : unfit);
    if (!fits(value)) {
      input.current!.focus();
      return;
    }
    give(value);
    input.current!.value = '';
  };
  return (
    <Form submit={() => !busy && submit()} busy={busy} send={send} others={others}>
      <Field {...field} input={input} error={error} />
    </Form>
  );
}
