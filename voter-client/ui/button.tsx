/** Buttons: the one main action of a screen, and others. @module */

import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { clearanceOf } from './presses.ts';

interface Props {
  readonly children: ReactNode;
  readonly kind?: 'main' | 'other' | 'plain';
  /** Without it the button sends the form in which it stands. */
  readonly press?: (() => void) | undefined;
  /** Still focusable, so that nobody loses their place; presses do nothing. */
  readonly busy?: boolean | undefined;
  /** What it does cannot be taken back: it never stands where the button before it was pressed. */
  readonly final?: boolean | undefined;
  readonly name?: string;
  /** Id of what says more of it. */
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
