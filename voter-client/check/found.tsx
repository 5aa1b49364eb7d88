/** What the board says: that there is nothing, a ballot in the box, something that does not hold; or no word at all. @module */

import type { ReactNode } from 'react';
import { wordsFor } from '../ballot/faults.ts';
import type { Found, ShownElection } from '../contract/booth.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Actions, Screen } from '../ui/screen.tsx';
import { useWords } from '../i18n/context.ts';
import type { Acts } from './acts.ts';

interface Props {
  readonly election: ShownElection;
  readonly acts: Acts;
}

export type FoundAs<K extends Found['kind']> = Extract<Found, { kind: K }>;

export function Another({ acts, main = false }: { readonly acts: Acts; readonly main?: boolean }): ReactNode {
  const { t } = useWords();
  return (
    <Actions>
      <Button kind={main ? 'main' : 'other'} press={acts.another}>
        {t('check.another')}
      </Button>
    </Actions>
  );
}

export function Absent({ acts }: Props): ReactNode {
  const { t } = useWords();
  return (
    <Screen title={t('absent.title')}>
      <Notice kind="loss" what={t('absent.means')} now={t('absent.now')} />
      <Another acts={acts} main />
    </Screen>
  );
}

export function Unanswered({ acts }: Props): ReactNode {
  const { t } = useWords();
  return (
    <Screen title={t('unanswered.title')}>
      <Notice
        kind="plain"
        what={t('unanswered.what')}
        means={t('unanswered.means')}
        now={t('unanswered.now')}
      />
      <Another acts={acts} main />
    </Screen>
  );
}

export function Withheld({ acts, found }: Props & { found: FoundAs<'withheld'> }): ReactNode {
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
      <Another acts={acts} main />
    </Screen>
  );
}

export function False({ acts, found }: Props & { found: FoundAs<'false'> }): ReactNode {
  const { t } = useWords();
  return (
    <Screen title={t('false.title')}>
      <Notice
        kind="loss"
        what={t(wordsFor(found.fault).what, { code: found.fault.code })}
        means={t('means.false')}
        now={t('now.keep', { code: found.fault.code })}
      />
      <Another acts={acts} main />
    </Screen>
  );
}

export function Cast({ election, acts, found }: Props & { found: FoundAs<'cast'> }): ReactNode {
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
      <Another acts={acts} main />
    </Screen>
  );
}
