/** Frame of every screen: authority and election, rehearsal banner, display settings and help. @module */

import { useLayoutEffect, useState, type ReactNode } from 'react';
import type { ShownElection } from '../contract/booth.ts';
import { LanguageContext, useWords } from '../i18n/context.ts';
import { preferredLanguage } from '../i18n/language.ts';
import { Help } from './help.tsx';
import { SettingsMenu, SettingsContext } from './settings-menu.tsx';
import { isPractice } from './practice.ts';
import { applySettings, type Settings } from './settings.ts';

interface Props {
  readonly election: ShownElection | undefined;
  /** Content that is rendered outside the screen, so that it stays while screens change. */
  readonly clock?: ReactNode;
  /** Footer in place of the one with the help line. */
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}

export function Frame({ election, clock, foot, children }: Props): ReactNode {
  const [settings, change] = useState<Settings>(() => ({
    size: 0,
    contrast: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
    language: preferredLanguage(navigator.languages),
  }));
  useLayoutEffect(() => applySettings(settings, document.documentElement), [settings]);
  return (
    <SettingsContext value={{ settings, change }}>
      <LanguageContext value={settings.language}>
        <Top election={election}>
          <SettingsMenu settings={settings} change={change} />
        </Top>
        {clock}
        <main id="content" className="band">
          {children}
        </main>
        {foot ?? <Help />}
      </LanguageContext>
    </SettingsContext>
  );
}

function Top({
  election,
  children,
}: {
  readonly election: ShownElection | undefined;
  readonly children: ReactNode;
}): ReactNode {
  const { t, pick } = useWords();
  const manifest = election?.manifest;
  const [began] = useState(() => Date.now() / 1000);
  return (
    <header>
      <a className="skip" href="#content" onClick={skip}>
        {t('frame.skip')}
      </a>
      {manifest && isPractice(manifest, began) && (
        <div className="rehearsal">
          <p className="band">
            <strong>{t('frame.rehearsal')}</strong> <span>{t('frame.rehearsal-more')}</span>
          </p>
        </div>
      )}
      <div className="top">
        <div className="band">
          <p>{manifest ? pick(manifest.authority.name) : t('frame.booth')}</p>
          {manifest && <p className="election">{pick(manifest.title)}</p>}
          {children}
        </div>
      </div>
    </header>
  );
}

/** Moves the focus to the heading by script, because following the link's fragment would add a history entry. */
function skip(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('main h1')?.focus();
}
