/** Form with one field and one main button. @module */

import { useRef, useState, type ComponentProps, type ReactNode } from 'react';
import { Field } from './field.tsx';
import { Form } from './form.tsx';

interface Props extends Omit<ComponentProps<typeof Field>, 'input' | 'error'> {
  /** Returns whether the value has the right form. */
  readonly isValid: (value: string) => boolean;
  /** Error text for an invalid value. */
  readonly invalidText: string;
  readonly onSubmit: (value: string) => void;
  readonly busy: boolean;
  readonly send: string;
  /** Other buttons, placed before the main one. */
  readonly others?: ReactNode;
}

export function SingleFieldForm({
  isValid,
  invalidText,
  onSubmit,
  busy,
  send,
  others,
  ...field
}: Props): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string>();
  const submit = (): void => {
    const value = input.current!.value.trim();
    setError(isValid(value) ? undefined : invalidText);
    if (!isValid(value)) {
      input.current!.focus();
      return;
    }
    onSubmit(value);
    input.current!.value = '';
  };
  return (
    <Form submit={() => !busy && submit()} busy={busy} send={send} others={others}>
      <Field {...field} input={input} error={error} />
    </Form>
  );
}
