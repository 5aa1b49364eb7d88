/** Message in three parts: what happened, what it means for the vote, what can be done now. @module */

import type { ReactNode } from 'react';

interface Props {
  readonly kind: 'plain' | 'loss' | 'fact';
  readonly title?: string;
  readonly what: string;
  readonly means?: string;
  readonly now?: string;
  readonly children?: ReactNode;
  /** Whether screen readers announce it at once. */
  readonly urgent?: boolean;
}

export function Notice({ kind, title, what, means, now, children, urgent = false }: Props): ReactNode {
  return (
    <div className={`notice ${kind}`} role={urgent ? 'alert' : undefined}>
      {title !== undefined && <h2>{title}</h2>}
      <p>{what}</p>
      {means !== undefined && <p className="means">{means}</p>}
      {now !== undefined && <p>{now}</p>}
      {children}
    </div>
  );
}
