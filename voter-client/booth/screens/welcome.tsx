/** Welcome screen: how long voting lasts, what is needed to log in, and how to get another link. @module */

import { useState, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Actions, Screen } from '../../ui/screen.tsx';
import { useWords } from '../../i18n/context.ts';
import { FaultNotice } from '../../ballot/fault-notice.tsx';
import { stepOf, type ScreenProps } from '../../ballot/screens/screen-props.ts';

export function Welcome({ journey, actions, hasLink }: ScreenProps): ReactNode {
  const { t, time } = useWords();
  const { opens, closes, isExtended, manifest } = journey.election!;
  const [reloaded] = useState(isReloaded);
  const wantLink = (): void => actions.dispatch({ type: 'link-wanted' });
  return (
    <Screen title={t('welcome.title')} step={stepOf(t, 'enter')}>
      {!hasLink && reloaded && (
        <Notice
          kind="plain"
          title={t('reloaded.title')}
          what={t('reloaded.what')}
          means={t('reloaded.means')}
          now={t('reloaded.now')}
        />
      )}
      <FaultNotice fault={journey.fault} />
      {hasLink && <p>{t('welcome.link')}</p>}
      {!hasLink && !reloaded && <p>{t('welcome.no-link')}</p>}
      <p>
        {t('welcome.hours', {
          from: time(manifest.zone, opens, 'day'),
          to: time(manifest.zone, closes, 'day'),
        })}
        {isExtended && ` ${t('welcome.extended')}`}
      </p>
      <div className="stack">
        <h2>{t('welcome.need')}</h2>
        <ul>
          <li>{t('welcome.need-mobile')}</li>
          <li>{t('welcome.need-code')}</li>
        </ul>
      </div>
      <p className="quiet">{t('welcome.checked')}</p>
      <Actions>
        <Button kind={hasLink ? 'plain' : 'main'} press={wantLink}>
          {t('welcome.other-link')}
        </Button>
        {hasLink && (
          <Button kind="main" press={actions.logIn} busy={journey.busy}>
            {t('welcome.enter')}
          </Button>
        )}
      </Actions>
    </Screen>
  );
}

/** Reports whether the page was loaded again. The link and all marks are lost when a page is reloaded. */
function isReloaded(): boolean {
  const [entry] = performance.getEntriesByType('navigation') as (PerformanceNavigationTiming | undefined)[];
  return entry?.type === 'reload' || entry?.type === 'back_forward';
}
