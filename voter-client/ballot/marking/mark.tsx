/** One option to mark. The whole label is the target. @module */

import type { ReactNode } from 'react';

interface Props {
  readonly kind: 'checkbox' | 'radio';
  readonly group?: string;
  readonly marked: boolean;
  readonly mark: () => void;
  /** The group is full. The option keeps the focus order, and pressing it explains why it cannot be marked. */
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
