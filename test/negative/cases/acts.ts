/** Cases of acts of office: builds, incidents and changes of hours (spec chapter 12). @module */

import { toHex } from '#crypto/bytes.ts';
import { blobRef, type EntrySigner, type QuorumSigner } from '#crypto/entry/entry.ts';
import { printBuild, printIncident, type Build, type Incident } from '#crypto/record/act-documents.ts';
import {
  encodeBuild,
  encodeChangeOfHours,
  encodeIncident,
  INTERNET,
  type NewEnd,
} from '#crypto/record/acts.ts';
import { encodeAdmissions, encodeClosing, encodeOpening, encodeResultEntry } from '#crypto/record/office.ts';
import { encodeResult } from '#crypto/tally/result.ts';
import type { Rehearsal } from '../../election/rehearsal.ts';
import { accepted, failure, incident, type Case } from '../case.ts';
import { breaks, CHICAGO, holds, MADRID } from '../in-person.ts';
import type { Plan, Scenario } from '../scenario.ts';

const text = (words: string): { es: string; en: string } => ({ es: `${words}.`, en: `${words}!` });

/** Document of an incident as a test states it: its category and texts are of any value. */
type AnyIncident = Omit<Incident, 'what'> & { readonly what: object };

const outage = (e: Rehearsal): Incident => ({
  format: 'sivei-incident/v2',
  election: toHex(e.election.id),
  category: 'outage',
  starts: '2026-01-01T17:00:00-06:00',
  ends: null,
  places: ['internet'],
  people: null,
  what: text('El sitio no responde'),
  done: text('Se amplía el horario'),
});

const software = (e: Rehearsal): Build => ({
  format: 'sivei-build/v2',
  election: toHex(e.election.id),
  version: '2.0.0',
  commit: 'a'.repeat(40),
  items: [
    { part: 'booth', name: 'hashes.json', bytes: 812, sha256: '1'.repeat(64) },
    { part: 'verifier', name: 'sivei-verifier.tgz', bytes: 4096, sha256: '2'.repeat(64) },
  ],
});

interface Posting {
  readonly follows?: number;
  readonly signer?: EntrySigner;
  /** Whether the blob is stored; the entry names it in any case. */
  readonly isStored?: boolean;
}

/** Posts an incident and returns its index. */
async function tell(
  { e }: Scenario,
  document: AnyIncident = outage(e),
  { follows = 0, signer = e.parties.authority, isStored = true }: Posting = {},
): Promise<number> {
  const blob = printIncident(document as Incident);
  if (isStored) await e.board.blob(blob);
  await e.post(signer, encodeIncident({ follows, document: blobRef(blob) }));
  const index = e.board.size - 1;
  await e.mark(10);
  return index;
}

/** Posts a build. */
async function state({ e }: Scenario, document: Build = software(e), incidentAt = 0): Promise<void> {
  const blob = printBuild(document);
  await e.board.blob(blob);
  await e.post(e.parties.authority, encodeBuild({ incident: incidentAt, document: blobRef(blob) }));
  await e.mark(10);
}

/** Posts a change of hours that the rehearsal does not follow, because it is void. */
async function order(
  { e }: Scenario,
  incidentAt: number,
  ends: readonly NewEnd[],
  signer: EntrySigner = e.parties.authority,
): Promise<void> {
  await e.post(signer, encodeChangeOfHours({ incident: incidentAt, ends }));
  await e.mark(10);
}

const end = ({ e }: Scenario): number => e.endOf(INTERNET);
const later = (s: Scenario, seconds: number): NewEnd => ({
  place: INTERNET,
  before: end(s),
  after: end(s) + seconds,
});

/** Advances to the second without a gap of more than five minutes between marks. */
async function watchUntil({ e }: Scenario, second: number): Promise<void> {
  await e.markAt(e.endOf(INTERNET) - 60);
  while (e.now < second) await e.mark(Math.min(300, second - e.now));
}

const voidHours = (id: string, defect: string, voting: Plan['voting'] & object): Case =>
  incident(id, '7.9', defect, { voting });

export const hours: Case[] = [
  accepted('hours-extended', 'The authority extends the hours by half an hour, and somebody votes in it', {
    voting: async (s) => {
      await s.e.extend(await tell(s), 1800, INTERNET);
      await watchUntil(s, s.e.election.closes + s.e.election.manifest.graceSeconds + 60);
      await s.e.cast(s.ballot(s.abstainer()));
    },
  }),
  accepted('hours-extended-twice', 'The authority extends the hours twice, for one incident', {
    voting: async (s) => {
      const at = await tell(s);
      await s.e.extend(at, 1800, INTERNET);
      await s.e.extend(at, 3600, INTERNET);
      await watchUntil(s, s.e.election.closes + 5000);
      await s.e.cast(s.ballot(s.abstainer()));
    },
  }),
  accepted('hours-after-outage', 'The board is out over the end, and the authority extends it afterwards', {
    voting: async (s) => {
      await s.e.markAt(end(s) - 300);
      await s.e.mark(601);
      await s.e.mark(3590); // with the incident, the last second in which the order is in time
      await s.e.extend(await tell(s), 7200, INTERNET);
      await s.e.mark(1800);
      await s.e.cast(s.ballot(s.abstainer()));
    },
  }),
  voidHours('hours-earlier', 'A change of hours to an earlier end', async (s) => {
    await order(s, await tell(s), [{ ...later(s, 0), after: end(s) - 60 }]);
  }),
  voidHours('hours-with-wrong-before', 'A change of hours is posted again', async (s) => {
    const at = await tell(s);
    const change = later(s, 600);
    await s.e.extend(at, 600, INTERNET);
    await order(s, at, [change]);
  }),
  voidHours(
    'hours-after-close',
    'A change of hours after the end, while the board was never out',
    async (s) => {
      await watchUntil(s, end(s) + 60);
      await order(s, await tell(s), [later(s, 3600)]);
    },
  ),
  voidHours(
    'hours-after-short-gap',
    'The board is silent for ten minutes over the end, which is no outage',
    async (s) => {
      await s.e.markAt(end(s) - 300);
      await s.e.mark(600);
      await order(s, await tell(s), [later(s, 3600)]);
    },
  ),
  voidHours('hours-long-after-outage', 'A change of hours more than an hour after an outage', async (s) => {
    await s.e.markAt(end(s) - 300);
    await s.e.mark(1200);
    await s.e.mark(3591);
    await order(s, await tell(s), [later(s, 7000)]);
  }),
  voidHours('hours-beyond-bound', 'A change of hours beyond what the manifest allows', async (s) => {
    await order(s, await tell(s), [later(s, 7201)]);
  }),
  voidHours(
    'hours-without-incident',
    'A change of hours that names an entry that is no incident',
    async (s) => {
      await order(s, 0, [later(s, 600)]);
    },
  ),
  voidHours(
    'hours-of-unknown-site',
    'A change of hours of a site that the manifest does not have',
    async (s) => {
      await order(s, await tell(s), [{ place: 0, before: end(s), after: end(s) + 60 }]);
    },
  ),
  voidHours('hours-with-place-twice', 'A change of hours that names one place twice', async (s) => {
    await order(s, await tell(s), [
      later(s, 600),
      { place: INTERNET, before: end(s) + 600, after: end(s) + 900 },
    ]);
  }),
  voidHours('hours-of-no-place', 'A change of hours that names no place', async (s) => {
    await order(s, await tell(s), []);
  }),
  voidHours('hours-by-one-signature', 'A change of hours that one official signed', async (s) => {
    await order(s, await tell(s), [later(s, 600)], s.e.parties.authority.slice(1));
  }),
  {
    ...voidHours(
      'ballot-in-void-extension',
      'A ballot after the end, in an extension that is void',
      async (s) => {
        await order(s, await tell(s), [later(s, 7201)]);
        await s.e.markAt(end(s) + s.e.election.manifest.graceSeconds);
        await s.append(s.ballot(s.abstainer()));
      },
    ),
    expect: { exit: 3, checks: ['7.5', '7.9'] },
  },
  incident('hours-after-closing', '7.5', 'A change of hours after the closing', {
    closing: async (s) => {
      const at = await tell(s);
      await s.e.close();
      await order(s, at, [later(s, 600)]);
    },
  }),
  failure('closing-by-old-hour', '7.6', 'The election closes by the hour before its extension', {
    closing: async (s) => {
      const { e } = s;
      const old = e.endOf(INTERNET) + e.election.manifest.graceSeconds;
      await e.extend(await tell(s), 3600, INTERNET);
      await e.markAt(old);
      await e.post(e.parties.authority, encodeClosing(e.closing));
      await e.post(e.parties.registrar, encodeAdmissions(e.admissions));
      await e.mark(10);
    },
  }),
  holds('hours-of-a-site', 'A site is open for an hour longer, and somebody votes there', {
    morning: async ({ s }) => s.e.extend(await tell(s), 3600, CHICAGO),
    evening: async (day) => {
      const { s } = day;
      await s.e.mark(10);
      await s.e.markAt(s.e.endOf(CHICAGO) - 60);
      await day.vote(day.visitor(CHICAGO));
    },
  }),
  holds('hours-of-a-closed-site', 'A change of hours names a site that has closed, beside one that has not', {
    evening: async (day) => {
      const { e } = day.s;
      await e.extend(await tell(day.s), 7200, CHICAGO, MADRID); // the board's last mark was before Chicago's end
      await e.markAt(e.endOf(CHICAGO) - 60);
      await day.vote(day.visitor(CHICAGO));
    },
  }),
  breaks('hours-of-closed-sites-alone', '7.9', 'A change of hours whose only site has closed', {
    evening: async (day) => {
      const { e } = day.s;
      await order(day.s, await tell(day.s), [{ place: MADRID, before: e.endOf(MADRID), after: e.now + 600 }]);
    },
  }),
];

const badIncident = (
  id: string,
  defect: string,
  change: (told: Incident) => AnyIncident,
  posting?: Posting,
): Case =>
  incident(id, '7.12', defect, { voting: async (s) => void (await tell(s, change(outage(s.e)), posting)) });

export const incidents: Case[] = [
  accepted(
    'incident-in-every-stage',
    'The authority tells of incidents in every stage, one of which continues another',
    {
      credentials: async (s) => {
        await tell(s);
        await s.listCredentials();
      },
      closing: async (s) => {
        const at = await tell(s, { ...outage(s.e), category: 'site', people: 12 });
        await s.e.close();
        await tell(s, { ...outage(s.e), ends: '2026-01-01T19:00:00-06:00', places: [] }, { follows: at });
      },
      tally: async (s) => {
        await tell(s, { ...outage(s.e), category: 'board', what: text('a'.repeat(1999)) });
        await s.e.publishTally();
        await tell(s, { ...outage(s.e), category: 'trustee' });
      },
      finish: async (s) => void (await tell(s, { ...outage(s.e), category: 'other' })),
    },
  ),
  badIncident('incident-without-a-language', 'An incident that is told in one language only', (told) => ({
    ...told,
    what: { es: 'Algo pasó.' },
  })),
  badIncident('incident-of-another-election', 'An incident of another election', (told) => ({
    ...told,
    election: '0'.repeat(64),
  })),
  badIncident('incident-with-long-text', 'An incident told in 2,001 characters', (told) => ({
    ...told,
    what: text('a'.repeat(2000)),
  })),
  badIncident(
    'incident-at-unknown-place',
    'An incident at a site that the manifest does not have',
    (told) => ({
      ...told,
      places: ['internet', 'chicago'],
    }),
  ),
  badIncident('incident-ends-before-it-starts', 'An incident that ends before it starts', (told) => ({
    ...told,
    ends: '2026-01-01T16:59:59-06:00',
  })),
  badIncident(
    'incident-with-another-member',
    'An incident with a member that the specification does not have',
    (told) => ({
      ...told,
      name: 'x',
    }),
  ),
  badIncident('incident-follows-none', 'An incident that continues one that is not there', (told) => told, {
    follows: 1,
  }),
  badIncident('incident-without-blob', 'An incident whose text is not on the board', (told) => told, {
    isStored: false,
  }),
  incident('incident-by-one-signature', '7.12', 'An incident that one official signed', {
    voting: async (s) => void (await tell(s, outage(s.e), { signer: s.e.parties.authority.slice(1) })),
  }),
  incident('incident-twice', '7.12', 'An incident is posted again, signed by two other officials', {
    voting: async (s) => {
      await tell(s);
      const [, second, third] = s.e.parties.authorityKeys.map((signer, position) => ({ position, signer }));
      await tell(s, outage(s.e), { signer: [second!, third!] });
    },
  }),
];

const badBuild = (id: string, defect: string, voting: Plan['voting'] & object): Case =>
  incident(id, '2.5', defect, { voting });

export const builds: Case[] = [
  accepted(
    'election-that-counts',
    'An election that is no rehearsal states its build, and a later one with a reason',
    {
      isBinding: true,
      credentials: async (s) => {
        await state(s);
        await s.listCredentials();
      },
      voting: async (s) => {
        const at = await tell(s, { ...outage(s.e), category: 'software' });
        await state(s, { ...software(s.e), version: '2.0.1', commit: 'b'.repeat(64) }, at);
      },
    },
  ),
  failure('build-missing-at-opening', '7.4', 'An election that is no rehearsal opens without a build', {
    isBinding: true,
  }),
  badBuild(
    'hotfix-without-incident',
    'The software changes while people vote, and no incident says why',
    (s) => state(s),
  ),
  badBuild('build-with-items-out-of-order', 'A build whose items are not in their order', async (s) => {
    const build = software(s.e);
    await state(s, { ...build, items: build.items.toReversed() }, await tell(s));
  }),
  badBuild('build-with-path-upwards', 'A build with the name of a file outside its folder', async (s) => {
    const build = software(s.e);
    const [first] = build.items;
    await state(s, { ...build, items: [{ ...first!, name: '../hashes.json' }] }, await tell(s));
  }),
  badBuild('build-twice', 'A build is stated again', async (s) => {
    const at = await tell(s);
    await state(s, software(s.e), at);
    await state(s, software(s.e), at);
  }),
  incident('build-changed-blob', '2.5', 'The blob of a build was changed', {
    voting: async (s) => state(s, software(s.e), await tell(s)),
    files: (files, { e }) => {
      const path = `blob/${toHex(blobRef(printBuild(software(e))).hash)}`;
      files.set(path, printBuild({ ...software(e), version: '2.0.1' }));
    },
  }),
  incident('build-after-closing', '7.5', 'A build after the closing', {
    closing: async (s) => {
      const at = await tell(s);
      await s.e.close();
      await state(s, software(s.e), at);
    },
  }),
];

/** Signatures of the authority's quorum (spec §2.5). */
export const quorum: Case[] = [
  ...(
    [
      ['authority-one-signature-short', 'An opening that one official signed', ([, last]) => [last!]],
      ['authority-same-key-twice', 'An opening that one official signed twice', ([, last]) => [last!, last!]],
      [
        'authority-keys-out-of-order',
        'An opening whose signatures are not in the order of the keys',
        (own) => own.toReversed(),
      ],
      [
        'authority-one-signature-more',
        'An opening with three signatures where two are needed',
        (_, { authorityKeys }) => authorityKeys.map((signer, position) => ({ position, signer })),
      ],
      [
        'authority-key-of-no-position',
        'An opening signed at a position where there is no key',
        ([first, last]) => [first!, { ...last!, position: 3 }],
      ],
    ] as [string, string, (own: QuorumSigner[], parties: Scenario['e']['parties']) => EntrySigner][]
  ).map(([id, defect, signers]) =>
    failure(id, '7.4', defect, {
      opening: async ({ e }) => {
        await e.markAt(e.election.opens);
        await e.post(signers([...e.parties.authority], e.parties), encodeOpening(e.roll));
        await e.mark();
      },
    }),
  ),
  failure('authority-second-signature-wrong', '10.1', 'A result whose second signature is of another key', {
    result: async ({ e }) => {
      const [first, second] = e.parties.authority;
      const blob = encodeResult(e.openResult());
      const signer = [first!, { ...second!, signer: e.parties.registrar }];
      await e.postBlob(signer, blob, encodeResultEntry(blobRef(blob)));
    },
  }),
  accepted('authority-by-other-officials', 'An opening signed by another two of three officials', {
    opening: async ({ e }) => {
      await e.markAt(e.election.opens);
      const signers = e.parties.authorityKeys.map((signer, position) => ({ position, signer }));
      await e.post([signers[0]!, signers[2]!], encodeOpening(e.roll));
      await e.mark();
    },
  }),
];
