/** Puts an application into its page. @module */

import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import './look.css';
import { ErrorBoundary } from './error-boundary.tsx';

/** Errors stay out of the console: what a voter did is not to be read there. */
export function mount(app: ReactNode): void {
  createRoot(document.querySelector('#root')!, { onCaughtError: () => undefined }).render(
    <StrictMode>
      <ErrorBoundary>{app}</ErrorBoundary>
    </StrictMode>,
  );
}
