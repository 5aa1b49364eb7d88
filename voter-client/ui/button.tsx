/** Buttons: a screen's main action, and others. @module */

import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { clearanceOf } from './presses.ts';

interface Props {
  readonly children: ReactNode;
  readonly kind?: 'main' | 'other' | 'plain';
  /** Without it the button submits its form. */
  readonly press?: (() => void) | undefined;
  /** Presses do nothing. The button stays focusable, so that the focus is not lost. */
  readonly busy?: boolean | undefined;
  /** The action cannot be undone. The button is placed clear of the last press, so that a second press cannot hit it. */
  readonly final?: boolean | undefined;
  readonly name?: string;
  /** Id of the element that describes it. */
  readonly describedBy?: string;
}

export function Button({
  children,
  kind = 'other',
  press,
  busy = false,
  final = false,
  name,
  describedBy,
}: Props): ReactNode {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (final) button.current!.style.marginBlockStart = `${clearanceOf(button.current!)}px`;
  }, [final]);
  return (
    <button
      ref={button}
      type={press ? 'button' : 'submit'}
      className={kind === 'plain' ? 'text-button' : `button ${kind === 'main' ? 'main' : ''}`}
      aria-disabled={busy || undefined}
      aria-label={name}
      aria-describedby={describedBy}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else press?.();
      }}
    >
      {children}
    </button>
  );
}
