/** Frame of every screen of the desk: election and site, menu, and state of the site. @module */

import { useLayoutEffect, useState, type ReactNode } from 'react';
import { SettingsMenu } from '../ui/settings-menu.tsx';
import { isPractice } from '../ui/practice.ts';
import { applySettings, type Settings } from '../ui/settings.ts';
import { LanguageContext } from '../i18n/context.ts';
import { preferredLanguage } from '../i18n/language.ts';
import { useDesk } from './desk.ts';
import { useDeskWords } from './words.ts';

interface Props {
  readonly menu: ReactNode;
  readonly status: ReactNode;
  readonly children: ReactNode;
}

/** Returns the display settings, which are kept in memory only, because the site's machines are shared. */
export function useSettings(): [Settings, (settings: Settings) => void] {
  const [settings, change] = useState<Settings>(() => ({
    size: 0,
    contrast: 'light',
    language: preferredLanguage(navigator.languages),
  }));
  useLayoutEffect(() => applySettings(settings, document.documentElement), [settings]);
  return [settings, change];
}

export function DeskFrame({ menu, status, children }: Props): ReactNode {
  const [settings, change] = useSettings();
  return (
    <LanguageContext value={settings.language}>
      <Top menu={menu}>
        <SettingsMenu settings={settings} change={change} />
      </Top>
      <div className="desk wide">
        {status}
        <main id="content">{children}</main>
      </div>
    </LanguageContext>
  );
}

function Top({ menu, children }: { readonly menu: ReactNode; readonly children: ReactNode }): ReactNode {
  const { pins } = useDesk();
  const { t, pick } = useDeskWords();
  const [began] = useState(() => Date.now() / 1000);
  const skip = (event: { preventDefault(): void }): void => {
    event.preventDefault();
    document.querySelector<HTMLElement>('main h1')?.focus();
  };
  return (
    <header>
      <a className="skip" href="#content" onClick={skip}>
        {t('desk.skip')}
      </a>
      {isPractice(pins, began) && (
        <div className="rehearsal">
          <p className="wide">
            <strong>{t('desk.rehearsal')}</strong> <span>{t('desk.rehearsal-more')}</span>
          </p>
        </div>
      )}
      <div className="top">
        <div className="wide">
          <p className="election">
            {t('desk.name')}: {pick(pins.site.name)}
          </p>
          <p>
            {pick(pins.authority)}. {pick(pins.title)}
          </p>
          <div className="desk-top">
            {menu || <span />}
            {children}
          </div>
        </div>
      </div>
    </header>
  );
}
