/** Where a visit ends: it is over, it was left, or it was stopped to protect the vote. @module */

import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Actions, Screen } from '../../ui/screen.tsx';
import { useWords } from '../../i18n/context.ts';
import { wordsFor } from '../../ballot/faults.ts';
import type { PlaceAt, ScreenProps } from '../../ballot/screens/screen-props.ts';

export function Lapsed({ acts, place }: ScreenProps & { place: PlaceAt<'lapsed'> }): ReactNode {
  const { t } = useWords();
  const words = place.fault
    ? wordsFor(place.fault)
    : ({ what: 'lapsed.what', means: 'lapsed.means', now: 'lapsed.now' } as const);
  return (
    <Screen title={t('lapsed.title')}>
      <Notice kind="plain" what={t(words.what)} means={t(words.means)} now={t(words.now)} />
      <Actions>
        <Button press={() => acts.tell({ is: 'link-wanted' })}>{t('welcome.other-link')}</Button>
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

/** No button leads on from here. */
export function Stopped({ place }: { place: PlaceAt<'stopped'> }): ReactNode {
  const { t } = useWords();
  const { what, means, now } = wordsFor(place.fault);
  const values = { code: place.fault.code };
  return (
    <Screen title={t('pin.title')}>
      <Notice kind="loss" what={t(what, values)} means={t(means, values)} now={t(now, values)} />
      {place.sealed && (
        <dl className="facts">
          <dt>{t('pin.tracker')}</dt>
          <dd className="key">{place.sealed.tracker}</dd>
        </dl>
      )}
    </Screen>
  );
}
