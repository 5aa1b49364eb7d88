/** Button, for a screen's main action or for any other. @module */

import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { clearanceOf } from './presses.ts';

interface Props {
  readonly children: ReactNode;
  readonly kind?: 'main' | 'other' | 'plain';
  /** Action of the button; without one the button submits its form. */
  readonly press?: (() => void) | undefined;
  /** Whether presses do nothing. The button stays focusable, so that the focus is not lost. */
  readonly busy?: boolean | undefined;
  /**
   * Whether the action cannot be undone. Then the button is placed away from where the last press was, so that a second
   * press cannot hit it.
   */
  readonly final?: boolean | undefined;
  readonly name?: string;
  /** Id of the element that describes the button. */
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
