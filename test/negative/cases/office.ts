/** Cases of credentials, opening, closing, admissions, order and time (checks 4.x and 7.x). @module */

import { compareBytes, u8 } from '#crypto/bytes.ts';
import { G, encodeElement, multiply, randomScalar } from '#crypto/group.ts';
import { blobRef } from '#crypto/entry/entry.ts';
import {
  encodeAdmissions,
  encodeClock,
  encodeClosing,
  encodeCredentialList,
  encodeManifestEntry,
  encodeOpening,
  encodeRevocation,
} from '#crypto/record/office.ts';
import { accepted, failure, incident, type Case } from '../case.ts';
import type { Scenario } from '../scenario.ts';

const stranger = () => multiply(G, randomScalar());

/** Publishes the honest lists, then one more by `signer`, on a board that is not open yet. */
async function oneMoreList(
  s: Scenario,
  style: number,
  unit: number,
  credentials = [stranger()],
  signer = s.e.parties.registrar,
): Promise<void> {
  await s.listCredentials();
  await s.e.post(signer, encodeCredentialList({ style, unit, credentials: credentials.map(encodeElement) }));
  await s.e.mark(10);
}

export const credentials: Case[] = [
  incident('list-signed-by-another', '4.1', 'A credential list that the registrar did not sign', {
    credentials: (s) => oneMoreList(s, 0, 0, [stranger()], s.e.parties.board),
  }),
  incident(
    'list-for-unit-without-style',
    '4.1',
    'A credential list for a unit that does not have the style',
    {
      credentials: (s) => oneMoreList(s, 0, 2),
    },
  ),
  incident('credential-listed-twice', '4.2', 'A credential is listed again, for another unit', {
    credentials: (s) => oneMoreList(s, 0, 1, [s.voters[0]!.credential.X]),
  }),
  incident('list-out-of-order', '4.2', 'A credential list whose order is not that of the bytes', {
    credentials: (s) => {
      const two = [stranger(), stranger()].toSorted((a, b) =>
        compareBytes(encodeElement(b), encodeElement(a)),
      );
      return oneMoreList(s, 0, 0, two);
    },
  }),
  incident('revocation-of-stranger', '4.3', 'A credential is revoked that was never listed', {
    voting: (s) => s.e.post(s.e.parties.registrar, encodeRevocation({ credential: stranger(), cause: 1 })),
  }),
  incident('revocation-after-ballot', '4.3', 'A credential is revoked though its ballot is on the board', {
    voting: (s) =>
      s.e.post(s.e.parties.registrar, encodeRevocation({ credential: s.voters[0]!.credential.X, cause: 1 })),
  }),
  incident('revocation-without-cause', '4.3', 'A revocation with a cause that does not exist', {
    voting: (s) =>
      s.e.post(s.e.parties.registrar, encodeRevocation({ credential: s.abstainer().credential.X, cause: 9 })),
  }),
  failure(
    'more-credentials-than-roll',
    '4.4',
    'More credentials are listed in a unit than people on its roll',
    {
      opening: async (s) => {
        await s.e.markAt(s.e.election.opens);
        await s.e.post(
          s.e.parties.authority,
          encodeOpening(s.e.roll.map((n, unit) => (unit === 0 ? n - 1 : n))),
        );
        await s.e.mark();
      },
    },
  ),
  ...(
    [
      ['fewer-admitted-than-ballots', 'More ballots in a unit than people admitted', -1],
      ['more-admitted-than-roll', 'More people admitted in a unit than there are on its roll', 100],
    ] as const
  ).map(([id, defect, change]) =>
    failure(id, '4.5', defect, {
      closing: async ({ e }) => {
        await e.waitForClosing();
        await e.post(e.parties.authority, encodeClosing(e.closing));
        await e.post(
          e.parties.registrar,
          encodeAdmissions({
            internet: e.admitted.internet.map((n, u) => (u === 0 ? n + change : n)),
          }),
        );
        await e.mark(10);
      },
    }),
  ),
  failure('admissions-signed-by-another', '4.5', 'Admissions that the registrar did not sign', {
    closing: async ({ e }) => {
      await e.waitForClosing();
      await e.post(e.parties.authority, encodeClosing(e.closing));
      await e.post(e.parties.authority, encodeAdmissions(e.admissions));
      await e.mark(10);
    },
  }),
  accepted('revoked-and-reissued', 'A credential is revoked before the opening and another one issued', {
    credentials: async (s) => {
      await s.listCredentials();
      await s.e.post(
        s.e.parties.registrar,
        encodeRevocation({ credential: s.abstainer().credential.X, cause: 1 }),
      );
      await s.e.post(
        s.e.parties.registrar,
        encodeCredentialList({ style: 0, unit: 0, credentials: [encodeElement(stranger())] }),
      );
      await s.e.mark(10);
    },
  }),
];

/** Returns a case in which the closing has changed numbers or comes at another time. Admissions follow. */
function closing(
  id: string,
  defect: string,
  wait: (s: Scenario) => Promise<void>,
  change: (numbers: { ballots: number; challenged: number }) => { ballots: number; challenged: number } = (
    n,
  ) => n,
): Case {
  return failure(id, '7.6', defect, {
    closing: async (s) => {
      await wait(s);
      await s.e.post(s.e.parties.authority, encodeClosing(change(s.e.closing)));
      await s.e.post(s.e.parties.registrar, encodeAdmissions(s.e.admissions));
      await s.e.mark(10);
    },
  });
}

const nextMinute = (seconds: number): number => 60 * (Math.floor(seconds / 60) + 1);

/** Returns a case in which the second mark of a minute, which the next one follows after `gap` seconds, has no file. */
function withoutClockFile(id: string, defect: string, gap: number, make: typeof failure): Case {
  let size = 0;
  return make(id, '1.4', defect, {
    voting: async ({ e }) => {
      await e.markAt(nextMinute(e.now));
      await e.mark(10);
      size = e.board.size;
      await e.mark(gap);
    },
    files: (files) => void files.delete(`clock/${size}`),
  });
}

export const time: Case[] = [
  incident('clock-goes-back', '7.1', 'A clock mark that is earlier than the one before', {
    voting: ({ e }) => e.post(e.parties.board, encodeClock(e.now - 1)),
  }),
  incident('clock-signed-by-another', '7.1', 'A clock mark that the board did not sign', {
    voting: ({ e }) => e.post(e.parties.registrar, encodeClock(e.now)),
  }),
  incident('witness-disagrees-on-time', '7.2', "The witnesses' clocks are ten minutes ahead of a mark", {
    voting: async (s) => {
      s.witnessOffset = 600;
      await s.e.mark(60); // another minute, so that the mark is anchored
      s.witnessOffset = 0;
    },
  }),
  incident('quorum-disagrees-on-time', '7.2', 'Two of three witnesses are ten minutes ahead of a mark', {
    witnesses: 3,
    voting: async (s) => {
      s.witnessOffset = [600, 600, 0];
      await s.e.mark(60);
      s.witnessOffset = 0;
    },
  }),
  accepted('one-witness-at-time-zero', 'One of three witnesses believes that it is 1970', {
    witnesses: 3,
    ceremony: async (s) => {
      await s.e.holdCeremony();
      const { now } = s.e;
      s.witnessOffset = [0, 0, -now];
      await s.e.mark(60);
      s.witnessOffset = 0;
    },
  }),
  incident(
    'backdated-in-same-minute',
    '7.2',
    'An hour after a mark the board writes a ballot and a mark of the same minute',
    {
      voting: async (s) => {
        await s.e.markAt(nextMinute(s.e.now));
        s.witnessOffset = 3600; // the witnesses have the right time
        await s.e.cast(s.ballot(s.abstainer()));
        await s.e.mark(40);
        s.witnessOffset = 0;
        await s.e.mark(3560);
      },
    },
  ),
  withoutClockFile(
    'mark-before-gap-without-file',
    'A mark after which none came for 61 seconds has no checkpoint',
    61,
    failure,
  ),
  withoutClockFile(
    'second-mark-of-minute-without-file',
    'A mark that is not the first of its minute has no checkpoint',
    60,
    (id, _, defect, plan) => accepted(id, defect, plan),
  ),
  failure('last-mark-without-file', '1.4', 'The last mark of the finished board has no checkpoint', {
    finish: async ({ e }) => {
      await e.markAt(nextMinute(e.now));
      await e.mark(10);
    },
    files: (files, { e }) => void files.delete(`clock/${e.board.size}`),
  }),
  incident('second-entry-is-no-mark', '7.1', 'A credential list stands before the first clock mark', {
    early: async (e) => {
      const listed = [encodeElement(stranger())];
      await e.post(e.parties.registrar, encodeCredentialList({ style: 0, unit: 0, credentials: listed }));
      e.roll[0]! += 1;
    },
  }),
  incident('gap-between-marks', '7.3', 'Entries stand between two clock marks that are five minutes apart', {
    voting: async (s) => {
      await s.e.cast(s.ballot(s.abstainer()));
      await s.e.mark(300);
    },
  }),
  failure('opened-too-early', '7.4', 'The election opens before its hour', {
    opening: async ({ e }) => {
      await e.post(e.parties.authority, encodeOpening(e.roll));
      await e.mark(10);
      await e.markAt(e.election.opens);
    },
  }),
  failure('opening-signed-by-another', '7.4', 'An opening that the authority did not sign', {
    opening: async ({ e }) => {
      await e.markAt(e.election.opens);
      await e.post(e.parties.registrar, encodeOpening(e.roll));
      await e.mark();
    },
  }),
  closing('closed-too-early', 'The election closes before its hour', (s) => s.e.mark(60)),
  closing(
    'closing-hides-a-ballot',
    'The closing states one ballot less than there are',
    (s) => s.e.waitForClosing(),
    (n) => ({
      ...n,
      ballots: n.ballots - 1,
    }),
  ),
  closing(
    'closing-invents-a-challenge',
    'The closing states a challenged ballot that is not there',
    (s) => s.e.waitForClosing(),
    (n) => ({
      ...n,
      challenged: n.challenged + 1,
    }),
  ),
  incident('ballot-before-opening', '7.5', 'A ballot before the opening', {
    opening: async (s) => {
      await s.append(s.ballot(s.abstainer()));
      await s.e.mark(10);
      await s.e.open();
    },
  }),
  incident('ballot-after-closing', '7.5', 'A ballot after the closing', {
    closing: async (s) => {
      await s.e.close();
      await s.append(s.ballot(s.abstainer()));
      await s.e.mark(10);
    },
  }),
  incident('ballot-after-its-hour', '7.5', 'A ballot before the closing, but after the grace has ended', {
    closing: async (s) => {
      await s.e.waitForClosing();
      await s.append(s.ballot(s.abstainer()));
      await s.e.mark(10);
      await s.e.close();
    },
  }),
  incident('credentials-after-opening', '7.5', 'A credential list while the vote is on', {
    voting: ({ e }) =>
      e.post(
        e.parties.registrar,
        encodeCredentialList({ style: 0, unit: 0, credentials: [encodeElement(stranger())] }),
      ),
  }),
  incident('manifest-replaced', '7.5', 'A second manifest after the key ceremony', {
    credentials: async (s) => {
      await s.listCredentials();
      await s.e.post(s.e.parties.authority, encodeManifestEntry(blobRef(s.e.election.bytes)));
      await s.e.mark(10);
    },
  }),
  incident('second-opening', '7.5', 'The election is opened twice', {
    voting: ({ e }) => e.post(e.parties.authority, encodeOpening(e.roll)),
  }),
  incident('annulment', '7.5', 'An entry of a kind that this version reserves', {
    voting: ({ e }) => e.post(e.parties.authority, u8(0x53)),
  }),
  incident('unknown-kind', '7.5', 'An entry of a kind that does not exist', {
    voting: ({ e }) => e.post(e.parties.board, u8(0xee)),
  }),
  incident('ballot-after-result', '7.5', 'A ballot after the result', {
    finish: async (s) => {
      await s.append(s.ballot(s.abstainer()));
      await s.e.mark(10);
    },
  }),
];
