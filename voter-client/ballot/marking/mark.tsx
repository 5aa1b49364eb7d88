/** One thing to mark, as large as its words. @module */

import type { ReactNode } from 'react';

interface Props {
  readonly kind: 'checkbox' | 'radio';
  readonly group?: string;
  readonly marked: boolean;
  readonly mark: () => void;
  /** Not possible now; a press says why. */
  readonly full?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Mark({ kind, group, marked, mark, full = false, className, children }: Props): ReactNode {
  return (
    <label className={`choice ${className ?? ''}`}>
      <input type={kind} name={group} checked={marked} aria-disabled={full || undefined} onChange={mark} />
      {children}
    </label>
  );
}
