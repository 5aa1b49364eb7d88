/** Buttons: the one main action of a screen, and others. @module */

import type { ReactNode } from 'react';

interface Props {
  readonly children: ReactNode;
  readonly kind?: 'main' | 'other' | 'plain';
  /** Without it the button sends the form in which it stands. */
  readonly press?: (() => void) | undefined;
  /** Still focusable, so that nobody loses their place; presses do nothing. */
  readonly busy?: boolean | undefined;
  readonly name?: string;
  /** Id of what says more of it. */
  readonly describedBy?: string;
}

export function Button({
  children,
  kind = 'other',
  press,
  busy = false,
  name,
  describedBy,
}: Props): ReactNode {
  return (
    <button
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
