/** Final screens of a visit: the session expired, the voter left, or the booth stopped to protect the vote. @module */

import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Actions, Screen } from '../../ui/screen.tsx';
import { useWords } from '../../i18n/context.ts';
import { wordsFor } from '../../ballot/faults.ts';
import type { ScreenOf, ScreenProps } from '../../ballot/screens/screen-props.ts';

export function Lapsed({ actions, screen }: ScreenProps & { screen: ScreenOf<'lapsed'> }): ReactNode {
  const { t } = useWords();
  const words = screen.fault
    ? wordsFor(screen.fault)
    : ({ what: 'lapsed.what', means: 'lapsed.means', now: 'lapsed.now' } as const);
  return (
    <Screen title={t('lapsed.title')}>
      <Notice kind="plain" what={t(words.what)} means={t(words.means)} now={t(words.now)} />
      <Actions>
        <Button press={() => actions.dispatch({ type: 'link-wanted' })}>{t('welcome.other-link')}</Button>
      </Actions>
    </Screen>
  );
}

export function Left(): ReactNode {
  const { t } = useWords();
  return (
    <Screen title={t('left.title')}>
      <p>{t('left.text')}</p>
      <p>{t('left.download')}</p>
    </Screen>
  );
}

/** Shows why the booth stopped. It offers no button, because nothing may go on. */
export function Stopped({ screen }: { screen: ScreenOf<'stopped'> }): ReactNode {
  const { t } = useWords();
  const { what, means, now } = wordsFor(screen.fault);
  const values = { code: screen.fault.code };
  return (
    <Screen title={t('pin.title')}>
      <Notice kind="loss" what={t(what, values)} means={t(means, values)} now={t(now, values)} />
      {screen.ballot && (
        <dl className="facts">
          <dt>{t('pin.tracker')}</dt>
          <dd className="key">{screen.ballot.tracker}</dd>
        </dl>
      )}
    </Screen>
  );
}
