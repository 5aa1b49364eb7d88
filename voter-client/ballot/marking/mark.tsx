/** Checkbox or radio button for one option. The whole label can be pressed. @module */

import type { ReactNode } from 'react';

interface Props {
  readonly kind: 'checkbox' | 'radio';
  readonly group?: string;
  readonly marked: boolean;
  readonly mark: () => void;
  /** Whether the group is full. The option can still be focused, and pressing it explains why it cannot be marked. */
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
