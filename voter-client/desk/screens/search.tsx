/** Search for a person by a scan, a credential's key or a name. A single result is opened at once. @module */

import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Screen } from '../../ui/screen.tsx';
import type { DeskClient, People } from '../../api/desk.ts';
import { useDesk, useTask } from '../desk.ts';
import { Refusal } from '../refusal.tsx';
import { useDeskWords } from '../words.ts';

/** Maximum number of results in one answer (server/desk/people.ts). */
const MAX_RESULTS = 20;

interface Found extends People {
  readonly text: string;
}

export function Search(): ReactNode {
  const { link, go } = useDesk();
  const { t } = useDeskWords();
  const { busy, fault, run } = useTask();
  const [found, setFound] = useState<Found>();
  const [short, setShort] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current!.focus(), []); // a scanner types into the focused field
  const show = async (id: string): Promise<void> => go({ kind: 'person', person: await link.person(id) });
  const submit = (): void => {
    const text = field.current!.value.trim();
    setFound(undefined);
    setShort(text.length < 2);
    if (text.length < 2) return;
    run(async () => {
      const people = await find(link, text);
      if (people.people.length === 1) await show(people.people[0]!.person);
      else {
        setFound({ ...people, text });
        field.current!.select(); // the next scan replaces this one
      }
    });
  };
  return (
    <Screen title={t('search.title')}>
      {fault && <Refusal fault={fault} />}
      <Form submit={submit} busy={busy} send={t('search.send')}>
        <Field
          label={t('search.label')}
          hint={t('search.hint')}
          error={short ? t('search.short') : undefined}
          input={field}
          kind="text"
          length={254}
        />
      </Form>
      <div role="status">{found && <Results found={found} show={(id) => run(() => show(id))} />}</div>
    </Screen>
  );
}

/** Searches by key if the text has no spaces, then by name: one word may be either. */
async function find(link: DeskClient, text: string): Promise<People> {
  if (!/\s/.test(text)) {
    const byKey = await link.find('credential', text);
    if (byKey.people.length > 0) return byKey;
  }
  return link.find('name', text);
}

function Results({ found, show }: { readonly found: Found; readonly show: (id: string) => void }): ReactNode {
  const { pins } = useDesk();
  const { t } = useDeskWords();
  const { people, offline, text } = found;
  if (people.length === 0)
    return (
      <Notice
        kind="plain"
        what={t('search.none', { text })}
        now={t(offline ? 'search.none-offline' : 'search.none-do')}
      />
    );
  return (
    <div className="stack">
      <h2>{t('search.found', { n: people.length })}</h2>
      {offline && <p>{t('search.offline')}</p>}
      {people.length >= MAX_RESULTS && <p>{t('search.many')}</p>}
      <ul className="found">
        {people.map(({ person, name, voterKey, unit, modality }) => (
          <li key={person}>
            <button type="button" onClick={() => show(person)}>
              <strong>{name}</strong>
              <span>
                {voterKey} · {pins.units[unit]} · {t(`modality.${modality}`)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
