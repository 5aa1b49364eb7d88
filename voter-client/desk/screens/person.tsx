/**
 * Screen of one person: the verdict on whether they may vote here, its reason, what to do, and the button that prints a
 * card if it is allowed.
 * @module
 */

import { useId, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { Actions, Screen } from '../../ui/screen.tsx';
import type { Person } from '../../api/desk.ts';
import { useDesk, useTask } from '../desk.ts';
import { Refusal } from '../refusal.tsx';
import { useSupervisor } from '../supervisor.tsx';
import { useDeskWords } from '../words.ts';
import { useMainFocus } from './focus-main.ts';

/** Signs for the verdicts, shown in addition to words and colour. */
const signs = { 'may-vote': '✓', voted: '✕', 'not-here': '✕', supervisor: '!' } as const;

export function PersonScreen({ person }: { readonly person: Person }): ReactNode {
  const { t } = useDeskWords();
  const { verdict, why } = person;
  const id = useId();
  return (
    <Screen title={t(`verdict.${verdict}`)} className={`person ${verdict}`}>
      <div className={`verdict ${verdict}`}>
        <span aria-hidden="true">{signs[verdict]}</span>
        <Why person={person} id={id} />
      </div>
      <Facts person={person} />
      {verdict === 'may-vote' && <Give person={person} described={id} />}
      {why === 'moves-from-internet' && <Move person={person} />}
      {why === 'card-open' && <SpoilOpen person={person} />}
      {(verdict === 'voted' || verdict === 'not-here') && <Back />}
    </Screen>
  );
}

function Why({ person: { why, place }, id }: { readonly person: Person; readonly id: string }): ReactNode {
  const { pins } = useDesk();
  const { t, pick } = useDeskWords();
  const site = pins.sites.find(({ code }) => code === place);
  return (
    <div id={id}>
      <p>{t(`why.${why}`, { place: site ? pick(site.name) : (place ?? '') })}</p>
      <p>{t(`do.${why}`)}</p>
    </div>
  );
}

function Facts({ person }: { readonly person: Person }): ReactNode {
  const { pins } = useDesk();
  const { t, pick } = useDeskWords();
  const titles = person.offices.map((id) => pins.contests.find((own) => own.id === id)!.title);
  return (
    <dl className="facts columns">
      <div className="whole">
        <dt>{t('person.name')}</dt>
        <dd className="large">{person.name}</dd>
      </div>
      <div>
        <dt>{t('person.key')}</dt>
        <dd className="key">{person.voterKey}</dd>
      </div>
      <div>
        <dt>{t('person.unit')}</dt>
        <dd>{pins.units[person.unit]}</dd>
      </div>
      <div>
        <dt>{t('person.modality')}</dt>
        <dd>{t(`modality.${person.modality}`)}</dd>
      </div>
      <div>
        <dt>{t('person.offices')}</dt>
        <dd>{titles.map(pick).join(' · ')}</dd>
      </div>
    </dl>
  );
}

/** Shows the button that prints a card. It takes the focus, so that Enter prints; the verdict's reason describes it. */
function Give({ person, described }: { readonly person: Person; readonly described: string }): ReactNode {
  const { link, go } = useDesk();
  const { t } = useDeskWords();
  const { busy, fault, run } = useTask();
  useMainFocus();
  const print = (): void =>
    run(async () => go({ kind: 'printing', person, card: await link.issue(person.person) }));
  return (
    <>
      {fault && <Refusal fault={fault} />}
      <Actions>
        <Button press={() => go({ kind: 'search' })}>{t('person.back')}</Button>
        <Button kind="main" press={print} busy={busy} describedBy={described}>
          {t('person.print')}
        </Button>
      </Actions>
    </>
  );
}

function Move({ person }: { readonly person: Person }): ReactNode {
  const { link, go } = useDesk();
  const { t } = useDeskWords();
  const { busy, fault, run } = useTask();
  const { fields, collect } = useSupervisor(true);
  const submit = (): void => {
    const approval = collect();
    if (approval)
      run(async () => go({ kind: 'printing', person, card: await link.issue(person.person, approval) }));
  };
  return (
    <>
      {fault && <Refusal fault={fault} />}
      <Form submit={submit} busy={busy} send={t('person.allow')} others={<BackButton />}>
        {fields}
      </Form>
    </>
  );
}

/** Lets a supervisor spoil the card, then reloads the person: the desk decides whether another card may be issued. */
export function SpoilOpen({ person }: { readonly person: Person }): ReactNode {
  const { link, go } = useDesk();
  const { t } = useDeskWords();
  const { busy, fault, run } = useTask();
  const { fields, collect } = useSupervisor(true);
  const submit = (): void => {
    const approval = collect();
    if (!approval) return;
    run(async () => {
      await link.spoil(person.person, approval.supervisor, approval.reason);
      go({ kind: 'person', person: await link.person(person.person) });
    });
  };
  return (
    <>
      {fault && <Refusal fault={fault} />}
      <Form submit={submit} busy={busy} send={t('person.spoil')} final others={<BackButton />}>
        {fields}
      </Form>
    </>
  );
}

function BackButton(): ReactNode {
  const { go } = useDesk();
  const { t } = useDeskWords();
  return <Button press={() => go({ kind: 'search' })}>{t('person.back')}</Button>;
}

function Back(): ReactNode {
  const { go } = useDesk();
  const { t } = useDeskWords();
  useMainFocus();
  return (
    <Actions>
      <Button kind="main" press={() => go({ kind: 'search' })}>
        {t('person.back')}
      </Button>
    </Actions>
  );
}
