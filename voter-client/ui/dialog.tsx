/** Modal dialog with a question. Its main button is the answer that changes nothing. @module */

import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { renewScreen } from './presses.ts';

interface Props {
  readonly title: string;
  /** Called when Esc is pressed. */
  readonly cancel: () => void;
  readonly children: ReactNode;
}

export function Dialog({ title, cancel, children }: Props): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    renewScreen();
    dialog.current!.showModal();
    dialog.current!.querySelector<HTMLElement>('.main')!.focus(); // the answer that changes nothing
    return renewScreen; // when the dialog closes, the screen below is shown again
  }, []);
  return (
    <dialog ref={dialog} className="question" aria-labelledby={id} role="alertdialog" onCancel={cancel}>
      <div className="stack">
        <h2 id={id}>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}
