/** Cases of voting in person: pools, issues, ballots and closings of sites (spec chapter 11). @module */

import { encodeElement, G, multiply, randomScalar } from '#crypto/group.ts';
import { blobRef, SIGNATURE_LENGTH } from '#crypto/entry/entry.ts';
import {
  encodeHeld,
  encodePool,
  encodeSiteClosing,
  grounds,
  type SiteClosing,
} from '#crypto/record/in-person.ts';
import {
  causes,
  encodeAdmissions,
  encodeClosing,
  encodeCredentialList,
  encodeRevocation,
} from '#crypto/record/office.ts';
import { encodeTally } from '#crypto/tally/tally.ts';
import { sha256 } from '#crypto/transcript.ts';
import type { Case } from '../case.ts';
import { breaks, CHICAGO, fails, holds, MADRID, type Day } from '../in-person.ts';

const NOTHING = { issues: [], ballots: [] };
const stranger = (): Uint8Array => encodeElement(multiply(G, randomScalar()));
const pooled = (day: Day): Uint8Array => encodeElement(day.pools[CHICAGO]![0]!.X);

async function post(day: Day, unsigned: Uint8Array, signer = day.s.e.parties.registrar): Promise<void> {
  await day.s.e.post(signer, unsigned);
  await day.s.e.mark(10);
}

const pool = (id: string, defect: string, make: (day: Day) => Parameters<typeof encodePool>[0]): Case =>
  breaks(id, '4.6', defect, { credentials: (day) => post(day, encodePool(make(day))) });

const pools: Case[] = [
  breaks('pool-signed-by-another', '4.6', 'A pool that the registrar did not sign', {
    credentials: (day) =>
      post(day, encodePool({ site: CHICAGO, credentials: [stranger()] }), day.s.e.parties.sites[CHICAGO]),
  }),
  pool('pool-of-unknown-site', 'A pool for a site that the manifest does not have', () => ({
    site: 2,
    credentials: [stranger()],
  })),
  pool('pool-with-listed-credential', 'A pool with a credential that is on a list', (day) => ({
    site: MADRID,
    credentials: [encodeElement(day.s.abstainer().credential.X)],
  })),
  pool('pool-of-two-sites', 'A pool with a credential of the pool of another site', (day) => ({
    site: MADRID,
    credentials: [pooled(day)],
  })),
  breaks('list-with-pooled-credential', '4.2', 'A credential list with a credential that is in a pool', {
    credentials: (day) => post(day, encodeCredentialList({ style: 0, unit: 0, credentials: [pooled(day)] })),
  }),
];

const issues: Case[] = [
  breaks('issue-signed-by-another-site', '4.7', 'A credential issued with the signature of another site', {
    morning: async (day) => {
      const entry = await day.signIssue(day.visitor(CHICAGO));
      await day.s.e.post(day.s.e.parties.sites[MADRID]!, entry.slice(0, -SIGNATURE_LENGTH));
    },
  }),
  breaks('issue-from-another-pool', '4.7', 'A site issues a credential of the pool of another', {
    morning: (day) => day.voidIssue(day.visitor(CHICAGO, { credential: day.pools[MADRID]!.pop()! })),
  }),
  breaks('issue-of-listed-credential', '4.7', 'A site issues a credential of the internet', {
    morning: (day) => day.voidIssue(day.visitor(CHICAGO, { credential: day.s.abstainer().credential })),
  }),
  breaks('issued-twice', '4.7', 'A credential is issued again, for another unit', {
    morning: async (day) => {
      const visitor = day.visitor(CHICAGO);
      await day.issue(visitor);
      await day.voidIssue({ ...visitor, unit: 1 });
    },
  }),
  breaks(
    'issue-for-unit-without-style',
    '4.7',
    'A credential issued for a unit that does not have the style',
    { morning: (day) => day.voidIssue(day.visitor(CHICAGO, { unit: 2 })) },
  ),
  breaks(
    'issue-to-moved-where-none-may',
    '4.7',
    'A credential issued to somebody of the internet where the manifest has none move',
    { morning: (day) => day.voidIssue(day.visitor(MADRID, { ground: grounds.moved })) },
  ),
  breaks('issue-of-revoked-credential', '4.7', 'A credential is issued that was revoked', {
    morning: async (day) => {
      const visitor = day.visitor(CHICAGO);
      await post(day, encodeRevocation({ credential: visitor.credential.X, cause: causes.lost }));
      await day.voidIssue(visitor);
    },
  }),
  breaks('too-many-walk-ins', '4.8', 'A site issues to more walk-ins than the manifest allows', {
    morning: (day) => day.voidIssue(day.visitor(CHICAGO, { ground: grounds.walkIn })),
  }),
  breaks('more-issued-than-roll', '4.8', 'More credentials in a unit than people on its roll', {
    credentials: async ({ s }) => {
      s.e.roll[1]! -= 1; // as many as came
    },
    evening: (day) => day.voidIssue(day.visitor(CHICAGO, { unit: 1 })),
  }),
  breaks('issue-before-site-opens', '7.5', 'A credential is issued before its site opens', {
    dawn: (day) => day.voidIssue(day.visitor(MADRID)),
  }),
  breaks('issue-after-grace', '7.5', 'A credential is issued after the grace of its site', {
    chicago: async (day) => {
      const { e } = day.s;
      const { ends, grace } = e.election.sites[CHICAGO]!;
      await e.markAt(ends + grace);
      await day.voidIssue(day.visitor(CHICAGO));
      await e.closeSite(CHICAGO);
    },
  }),
];

const votes: Case[] = [
  holds('in-person', 'Two sites, one of which delivers after its closing what it held', {}),
  holds('in-person-alone', 'One ballot in person, which is merged with those of the internet', {
    quiet: true,
  }),
  holds('card-lost', 'A card is lost and revoked, and another one issued in its place', {
    morning: async (day) => {
      const lost = day.visitor(CHICAGO);
      await day.issue(lost);
      await post(day, encodeRevocation({ credential: lost.credential.X, cause: causes.lost }));
      await day.issue(day.visitor(CHICAGO));
      day.s.e.admitted.inPerson[0]! -= 1; // one person
    },
  }),
  breaks('pooled-credential-not-issued', '5.2', 'A ballot with a credential of a pool that nobody received', {
    morning: (day) => day.s.append(day.s.ballot(day.visitor(CHICAGO))),
  }),
  breaks('issued-for-another-unit', '5.2', 'A ballot for another unit than the one of its issue', {
    morning: async (day) => {
      const visitor = day.visitor(CHICAGO);
      await day.issue(visitor);
      await day.s.append(day.s.ballot({ ...visitor, unit: 1 }));
    },
  }),
  breaks('votes-twice-in-person', '5.3', 'A second ballot in person, where the internet may vote again', {
    revoting: 'last',
    morning: async (day) => {
      const visitor = day.visitor(CHICAGO);
      await day.vote(visitor);
      await day.s.append(day.s.ballot(visitor));
    },
  }),
  breaks('ballot-not-named-at-closing', '7.5', 'A ballot that its site did not name when it closed', {
    morning: async (day) => {
      day.guest = day.visitor(MADRID);
      await day.issue(day.guest);
    },
    evening: (day) => day.s.append(day.s.ballot(day.guest!)),
  }),
];

/** Returns a plan with a void closing of Chicago, then the correct one. */
const closing = (
  id: string,
  defect: string,
  change: (right: SiteClosing) => SiteClosing,
  signer: typeof CHICAGO | typeof MADRID = CHICAGO,
): Case =>
  breaks(id, '7.7', defect, {
    chicago: async (day) => {
      const { e } = day.s;
      await e.post(e.parties.sites[signer]!, encodeSiteClosing(change(e.siteClosing(CHICAGO, NOTHING))));
      await e.mark(10);
      await e.closeSite(CHICAGO);
    },
  });

const closings: Case[] = [
  closing('site-closing-signed-by-another', 'A site is closed by another site', (own) => own, MADRID),
  closing('site-closing-with-other-numbers', 'A site closes with one ballot fewer than it has', (own) => ({
    ...own,
    ballots: own.ballots - 1,
  })),
  closing('site-closing-without-list', 'A site closes, and the list of what it holds is missing', (own) => ({
    ...own,
    held: blobRef(encodeHeld({ issues: [], ballots: [sha256(new Uint8Array(1))] })),
    ballots: own.ballots + 1,
  })),
  breaks(
    'site-closing-with-wrong-length',
    '7.7',
    'A site closes with a wrong length of its list, and then with the right one',
    {
      chicago: async ({ s: { e } }) => {
        const { ends, grace } = e.election.sites[CHICAGO]!;
        await e.markAt(ends + grace);
        const own = e.siteClosing(CHICAGO, NOTHING);
        const held = { ...own.held, length: own.held.length + 1 };
        await e.post(e.parties.sites[CHICAGO]!, encodeSiteClosing({ ...own, held }));
        await e.mark(10);
        await e.closeSite(CHICAGO);
      },
    },
  ),
  breaks('site-names-what-stands', '7.7', 'A site closes and names a ballot that is on the board', {
    morning: async (day) => {
      const visitor = day.visitor(CHICAGO);
      await day.issue(visitor);
      day.ballot = day.s.ballot(visitor);
      await day.s.e.cast(day.ballot);
    },
    chicago: async (day) => {
      const { e } = day.s;
      const held = { issues: [], ballots: [sha256(day.ballot!)] };
      const { ends, grace } = e.election.sites[CHICAGO]!;
      await e.markAt(ends + grace);
      await e.postBlob(
        e.parties.sites[CHICAGO]!,
        encodeHeld(held),
        encodeSiteClosing(e.siteClosing(CHICAGO, held)),
      );
      await e.closeSite(CHICAGO);
    },
  }),
  breaks('site-closing-too-early', '7.7', 'A site closes before its hour', {
    morning: async ({ s: { e } }) => {
      const unsigned = encodeSiteClosing(e.siteClosing(CHICAGO, NOTHING));
      await e.postBlob(e.parties.sites[CHICAGO]!, encodeHeld(NOTHING), unsigned);
    },
  }),
  breaks('site-closes-twice', '7.7', 'A site closes a second time', {
    chicago: async ({ s: { e } }) => {
      await e.closeSite(CHICAGO);
      await e.post(e.parties.sites[CHICAGO]!, encodeSiteClosing(e.siteClosing(CHICAGO, NOTHING)));
    },
  }),
  breaks('site-never-closed', '7.8', 'A site does not close', {
    chicago: async ({ s: { e } }) => {
      const { ends, delivery } = e.election.sites[CHICAGO]!;
      await e.markAt(ends + delivery);
    },
  }),
  breaks('held-ballot-never-came', '7.8', 'A ballot that a site named when it closed never comes', {
    madrid: ({ s }) => s.e.closeSite(MADRID, { issues: [], ballots: [sha256(new Uint8Array(1))] }),
  }),
  fails('closing-before-a-site-is-done', '7.6', 'The election closes while a site is open', {
    chicago: async () => undefined,
  }),
];

const count: Case[] = [
  fails('fewer-admitted-in-person-than-issued', '4.5', 'More credentials issued than people admitted', {
    closing: async ({ s: { e } }) => {
      await e.waitForClosing();
      await e.post(e.parties.authority, encodeClosing(e.closing));
      const inPerson = e.admitted.inPerson.map((n, unit) => (unit === 0 ? n - 1 : n));
      await e.post(e.parties.registrar, encodeAdmissions({ ...e.admissions, inPerson }));
      await e.mark(10);
    },
  }),
  fails('modalities-exchanged', '8.2', 'The cells of two modalities are exchanged', {
    tally: (s) => {
      const [first, ...others] = s.e.tally.build();
      const [a, b, ...rest] = first!;
      const swapped = [{ ...a!, parts: b!.parts }, { ...b!, parts: a!.parts }, ...rest];
      return s.e.publishTally(encodeTally([swapped, ...others]));
    },
  }),
];

export const inPerson: Case[] = [...pools, ...issues, ...votes, ...closings, ...count];
