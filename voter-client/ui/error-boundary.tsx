/**
 * Error boundary of a page, which replaces a part that fails with a text. The page is never blank and never claims
 * anything about the vote.
 * @module
 */

import { Component, type ReactNode } from 'react';
import { Frame } from './frame.tsx';
import { Screen } from './screen.tsx';
import { useWords } from '../i18n/context.ts';

export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <Frame election={undefined}>
        <Broken />
      </Frame>
    );
  }
}

function Broken(): ReactNode {
  const { t } = useWords();
  return (
    <Screen title={t('frame.broken-title')}>
      <p>{t('frame.broken')}</p>
    </Screen>
  );
}
