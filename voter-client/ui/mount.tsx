/** Function that mounts an application in its page. @module */

import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { HelpLines } from '#crypto/help-lines.ts';
import './index.css';
import { HelpContext } from '../i18n/context.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { guardPresses } from './presses.ts';

/**
 * Renders an application. Errors are not written to the console, which could reveal what a voter did. `help`: the help
 * line; a kiosk has none.
 */
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
