/**
 * Screens for the results of a ballot lookup. Withheld: the receipt proves the entry, but the board does not show it.
 * False: what the board shows is not valid.
 * @module
 */

import type { ReactNode } from 'react';
import { wordsFor } from '../ballot/faults.ts';
import type { Found, ShownElection } from '../contract/booth.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Actions, Screen } from '../ui/screen.tsx';
import { useWords } from '../i18n/context.ts';
import type { CheckActions } from './actions.ts';

interface Props {
  readonly election: ShownElection;
  readonly actions: CheckActions;
}

export type FoundAs<K extends Found['kind']> = Extract<Found, { kind: K }>;

export function Another({
  actions,
  main = false,
}: {
  readonly actions: CheckActions;
  readonly main?: boolean;
}): ReactNode {
  const { t } = useWords();
  return (
    <Actions>
      <Button kind={main ? 'main' : 'other'} press={actions.another}>
        {t('check.another')}
      </Button>
    </Actions>
  );
}

export function Absent({ actions }: Props): ReactNode {
  const { t } = useWords();
  return (
    <Screen title={t('absent.title')}>
      <Notice kind="loss" what={t('absent.means')} now={t('absent.now')} />
      <Another actions={actions} main />
    </Screen>
  );
}

export function Unanswered({ actions }: Props): ReactNode {
  const { t } = useWords();
  return (
    <Screen title={t('unanswered.title')}>
      <Notice
        kind="plain"
        what={t('unanswered.what')}
        means={t('unanswered.means')}
        now={t('unanswered.now')}
      />
      <Another actions={actions} main />
    </Screen>
  );
}

export function Withheld({ actions, found }: Props & { found: FoundAs<'withheld'> }): ReactNode {
  const { t } = useWords();
  return (
    <Screen title={t('withheld.title')}>
      <Notice kind="loss" what={t('withheld.what')} means={t('withheld.means')} now={t('withheld.now')} />
      <dl className="facts">
        <dt>{t('tracker.label')}</dt>
        <dd className="key">{found.receipted.tracker}</dd>
        <dt>{t('receipt.place')}</dt>
        <dd>{found.receipted.index}</dd>
      </dl>
      <Another actions={actions} main />
    </Screen>
  );
}

export function False({ actions, found }: Props & { found: FoundAs<'false'> }): ReactNode {
  const { t } = useWords();
  return (
    <Screen title={t('false.title')}>
      <Notice
        kind="loss"
        what={t(wordsFor(found.fault).what, { code: found.fault.code })}
        means={t('means.false')}
        now={t('now.keep', { code: found.fault.code })}
      />
      <Another actions={actions} main />
    </Screen>
  );
}

export function Cast({ election, actions, found }: Props & { found: FoundAs<'cast'> }): ReactNode {
  const { t, time } = useWords();
  const { receipted, credentialId, unit } = found;
  const { zone, units } = election.manifest;
  return (
    <Screen title={t('cast.title')}>
      <Notice kind="fact" what={t('cast.text')} now={t('cast.receipt')}>
        <dl className="facts">
          <dt>{t('receipt.seen')}</dt>
          <dd>{time(zone, receipted.seen, 'moment')}</dd>
          <dt>{t('receipt.witnesses-label')}</dt>
          <dd>{t('receipt.witnesses', { n: receipted.witnesses })}</dd>
          <dt>{t('receipt.place')}</dt>
          <dd>{receipted.index}</dd>
          <dt>{t('tracker.label')}</dt>
          <dd className="key">{receipted.tracker}</dd>
          <dt>{t('cast.credential')}</dt>
          <dd className="key">{credentialId}</dd>
          <dt>{t('cast.unit')}</dt>
          <dd>{units[unit]!.name}</dd>
        </dl>
      </Notice>
      <p>{t('cast.same')}</p>
      <Another actions={actions} main />
    </Screen>
  );
}
