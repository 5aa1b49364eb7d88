/** Form whose main button is last in reading order. The browser itself never submits it. @module */

import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Actions } from './screen.tsx';

interface Props {
  readonly submit: () => void;
  /** Whether a request is in progress, which the button shows. `submit` decides whether a press still counts. */
  readonly busy: boolean;
  /** Label of the main button. */
  readonly send: string;
  /** Whether the action cannot be undone. */
  readonly final?: boolean;
  /** Other buttons, placed before the main one. */
  readonly others?: ReactNode;
  readonly children: ReactNode;
}

export function Form({ submit, busy, send, final, others, children }: Props): ReactNode {
  return (
    <form
      noValidate
      autoComplete="off"
      className="screen"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {children}
      <Actions>
        {others}
        <Button kind="main" busy={busy} final={final}>
          {send}
        </Button>
      </Actions>
    </form>
  );
}
