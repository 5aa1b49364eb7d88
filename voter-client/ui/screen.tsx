/** Screen of any page: a title that takes the focus when it is mounted, its content and its actions. @module */

import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { renewScreen } from './presses.ts';
import { useWords } from '../i18n/context.ts';

export interface Step {
  readonly n: number;
  readonly of: number;
  readonly name: string;
}

interface Props {
  readonly title: string;
  readonly step?: Step | undefined;
  readonly className?: string;
  readonly children?: ReactNode;
}

export function Screen({ title, step, className, children }: Props): ReactNode {
  const { t } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  // Set title and focus before painting, so that screen readers do not announce the new screen from the old position.
  useLayoutEffect(() => {
    document.title = title;
  }, [title]);
  useLayoutEffect(() => {
    renewScreen();
    heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, []);
  return (
    <div className={`screen ${className ?? ''}`}>
      <header>
        {step && (
          <p id={id} className="step">
            {t('frame.step', { n: step.n, of: step.of, name: step.name })}
          </p>
        )}
        {/* The heading has the focus and comes after the step, so the step is announced as its description. */}
        <h1 ref={heading} tabIndex={-1} aria-describedby={step && id}>
          {title}
        </h1>
      </header>
      {children}
    </div>
  );
}

/** Shows a row of buttons. The main one is last in reading order, after the way back. */
export function Actions({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className="actions">{children}</div>;
}
