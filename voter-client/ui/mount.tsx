/** Puts an application into its page. @module */

import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { HelpLines } from '#crypto/help-lines.ts';
import './look.css';
import { HelpContext } from '../i18n/context.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { guardPresses } from './presses.ts';

/** Errors stay out of the console: what a voter did is not to be read there. `help`: the help line, where voters are at home. */
export function mount(app: ReactNode, help?: HelpLines): void {
  guardPresses(window);
  createRoot(document.querySelector('#root')!, { onCaughtError: () => undefined }).render(
    <StrictMode>
      <HelpContext value={help}>
        <ErrorBoundary>{app}</ErrorBoundary>
      </HelpContext>
    </StrictMode>,
  );
}
