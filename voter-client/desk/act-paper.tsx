/**
 * Paper form of a signed act of opening or closing, on A4 or letter paper: the content of the signed text, and lines
 * for handwritten signatures.
 * @module
 */

import { toCardinal as english } from 'n2words/en-US';
import { toCardinal as spanish } from 'n2words/es-MX';
import type { ReactNode } from 'react';
import type { Language } from '../i18n/language.ts';
import { Qr } from '../ui/qr.tsx';
import type { Act, ReadAct } from '../api/desk.ts';
import { useDeskWords, type DeskKey } from './words.ts';

/** Number of characters of the digital signature on the paper, which link the paper to the file. */
const SIGNATURE_PREFIX_LENGTH = 16;
const SIGNATURE_LINES: readonly DeskKey[] = [
  'act.sign-clerk',
  'act.sign-supervisor',
  'act.sign-representative',
  'act.sign-representative',
];

export function ActPaper({ read: { act, signature } }: { readonly read: ReadAct }): ReactNode {
  const { t } = useDeskWords();
  const prefix = signature.slice(0, SIGNATURE_PREFIX_LENGTH);
  return (
    <article className="act">
      {act.rehearsal && <p className="rehearsal">{t('act.rehearsal')}</p>}
      <Heading act={act} />
      <Quantities act={act} />
      {act.board === null && <p>{t('act.no-board')}</p>}
      <Inventory act={act} />
      {act.kind === 'closing' && (
        <section>
          <h2>{t('act.explanations')}</h2>
          <p className="typed">{act.explanations}</p>
        </section>
      )}
      <section className="keep">
        <h2>{t('act.signatures')}</h2>
        <div className="lines">
          {SIGNATURE_LINES.map((line, i) => (
            <p key={i}>{t(line)}</p>
          ))}
        </div>
      </section>
      <section className="keep prints">
        <Qr text={`SIVEI-ACT1:${act.kind}:${act.site.code}:${act.journal}:${prefix}`} title={t('act.qr')} />
        <dl className="facts">
          <dt>{t('act.journal')}</dt>
          <dd className="key small">{act.journal}</dd>
          <dt>{t('act.signature')}</dt>
          <dd className="key small">{prefix}</dd>
          <dt>{t('act.election-id')}</dt>
          <dd className="key small">{act.election.id}</dd>
        </dl>
      </section>
    </article>
  );
}

function Heading({ act }: { readonly act: Act }): ReactNode {
  const { t, pick, time } = useDeskWords();
  const { site } = act;
  const facts: readonly (readonly [DeskKey, string])[] = [
    ['act.election', pick(act.election.title)],
    ['act.site', `${pick(site.name)} (${site.code})`],
    ['act.at', `${time(site.zone, act.at, 'moment')} (${site.zone})`],
    ['act.clerk', act.clerk],
    ['act.supervisor', act.supervisor],
  ];
  return (
    <>
      <p className="large">{pick(act.authority)}</p>
      <dl className="facts columns">
        {facts.map(([key, value]) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function rowsOf({ kind, board, pool, cards, held, conflicts }: Act): readonly (readonly [DeskKey, number])[] {
  const seen: readonly (readonly [DeskKey, number])[] = board
    ? [
        ['act.board-issued', board.issued],
        ['act.board-ballots', board.ballots],
      ]
    : [];
  const codes = [
    ['act.codes', pool.codes],
    ['act.codes-left', pool.left],
  ] as const;
  if (kind === 'opening') return [...seen, ...codes, ['act.given', cards.given]];
  return [
    ...seen,
    ...codes,
    ['act.given', cards.given],
    ['act.registered', cards.registered],
    ['act.walk-ins', cards.walkIns],
    ['act.moved', cards.moved],
    ['act.spoiled', cards.spoiled],
    ['act.refused', cards.refused],
    ['act.pending', cards.pending],
    ...(cards.unused === null ? [] : ([['act.unused', cards.unused]] as const)),
    ['act.held-issues', held.issues],
    ['act.held-ballots', held.ballots],
    ['act.conflicts', conflicts],
  ];
}

function Quantities({ act }: { readonly act: Act }): ReactNode {
  const { t, language } = useDeskWords();
  return (
    <table>
      <caption>{t('act.quantities')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('act.what')}</th>
          <th scope="col">{t('act.figure')}</th>
          <th scope="col">{t('act.letters')}</th>
        </tr>
      </thead>
      <tbody>
        {rowsOf(act).map(([key, n]) => (
          <tr key={key}>
            <th scope="row">{t(key)}</th>
            <td className="figure">{n}</td>
            <td>{spellOut(language, n)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const spellOut = (language: Language, quantity: number): string =>
  language === 'es' ? spanish(quantity) : english(quantity);

function Inventory({ act: { devices, kind } }: { readonly act: Act }): ReactNode {
  const { t } = useDeskWords();
  if (devices.length === 0) return <p>{t('devices.none')}</p>;
  return (
    <table>
      <caption>{t('devices.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('act.device')}</th>
          <th scope="col">{t('act.software')}</th>
          {kind === 'closing' && <th scope="col">{t('act.said')}</th>}
        </tr>
      </thead>
      <tbody>
        {devices.map(({ name, software, silent }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="key small">{software}</td>
            {kind === 'closing' && <td>{t(silent ? 'act.no' : 'act.yes')}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
