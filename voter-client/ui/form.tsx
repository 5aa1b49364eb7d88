/** A form with its main button at the end of the reading order. Nothing is sent by the browser itself. @module */

import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Actions } from './screen.tsx';

interface Props {
  readonly submit: () => void;
  /** Something is under way: the button says so. Whether a press counts then is for `submit`. */
  readonly busy: boolean;
  /** The main button's verb. */
  readonly send: string;
  /** What it does cannot be taken back. */
  readonly final?: boolean;
  /** Other things to do, before the main button. */
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
