import { describe, expect, test } from 'vitest';
import { parseManifest } from '#crypto/manifest/election.ts';
import { newParties, writeManifest } from '#server/rehearsal/parties/parties.ts';
import type { ReceiptedBallot, Session } from '../../voter-client/contract/booth.ts';
import { noticeAt } from '../../voter-client/ballot/use-expiry-notice.ts';
import { initialsOf } from '../../voter-client/booth/initials.ts';
import {
  contestsOf,
  initialJourney,
  reduce,
  type BoothEvent,
  type Journey,
} from '../../voter-client/ballot/journey.ts';
import { isPractice } from '../../voter-client/ui/practice.ts';
import { loadExample } from '../election/examples.ts';

const numbers = { count: 3, threshold: 2, alternates: 0 };
const { template } = loadExample('consulta-popular');
const election = {
  ...parseManifest(writeManifest(template, newParties(numbers), numbers)),
  isExtended: false,
};
const session: Session = { name: 'Ana de la O', style: 0, unit: 0, expires: 0, credentialId: 'X' };
const ballot = { tracker: 'AAAA', trackerHex: 'aa' };
const receipted: ReceiptedBallot = { ...ballot, index: 1, receipt: '', entry: '', witnesses: 1, seen: 0 };
const marks = { marked: ['si'], specials: [] };

const go = (journey: Journey, ...events: BoothEvent[]): Journey => events.reduce(reduce, journey);
const entered = go(
  initialJourney,
  { type: 'opened', election },
  { type: 'login-step', step: { step: 'mobile' } },
  { type: 'login-step', step: { step: 'done', session } },
);
const reviewing = go(
  entered,
  { type: 'next' },
  { type: 'marked', marks },
  { type: 'next' },
  { type: 'next' },
);
const encrypting = go(reviewing, { type: 'encrypting', share: 0 });
const ready = go(encrypting, { type: 'encrypted', ballot });
const casting = go(ready, { type: 'next' }, { type: 'delivery', delivery: { state: 'delivering' } });
const fail = (code: string): BoothEvent => ({ type: 'failed', fault: { code } });

describe('a journey', () => {
  test('is busy from its first picture until the board is checked', () => {
    expect(initialJourney.busy).toBe(true);
    expect(go(initialJourney, { type: 'opened', election }).busy).toBe(false);
    expect(go(initialJourney, fail('network')).busy).toBe(false);
  });

  test('leads from the log-in through every ballot to the review', () => {
    expect(entered).toMatchObject({ screen: { kind: 'who' }, marks: [{ marked: [] }, { marked: [] }] });
    expect(contestsOf(entered).map(({ id }) => id)).toEqual(['pregunta-1', 'pregunta-2']);
    expect(reviewing).toMatchObject({ screen: { kind: 'review' }, marks: [marks, { marked: [] }] });
  });

  test('loses no choice on any way back', () => {
    let journey = go(ready, { type: 'next' });
    const places: string[] = [];
    for (let i = 0; i < 6; i++) {
      journey = go(journey, { type: 'back' });
      places.push(journey.screen.kind);
      expect(journey.marks[0]).toEqual(marks);
    }
    expect(places).toEqual(['encrypted', 'review', 'contest', 'contest', 'who', 'who']);
  });

  test('comes back from the warning of a null vote to the marks that it is about', () => {
    const warned = go(entered, { type: 'next' }, { type: 'marked', marks }, { type: 'warned' });
    expect(go(warned, { type: 'back' })).toMatchObject({
      screen: { kind: 'contest', contest: 0, warned: false },
      marks: [marks, {}],
    });
    expect(go(warned, { type: 'next' }).screen).toMatchObject({ contest: 1, warned: false });
  });

  test('comes back to the review from a change', () => {
    const changing = go(reviewing, { type: 'change', contest: 0 });
    expect(go(changing, { type: 'next' }).screen).toEqual({ kind: 'review' });
    expect(go(changing, { type: 'back' }).screen).toEqual({ kind: 'review' });
  });

  test('keeps the choices for a new ballot after one was opened', () => {
    const opened = go(ready, { type: 'challenged', receipted }, { type: 'next' });
    expect(opened).toMatchObject({ screen: { kind: 'review' }, marks: [marks, {}] });
  });

  test('ends with a receipt, and the marks gone', () => {
    const done = go(casting, { type: 'delivery', delivery: { state: 'recorded', receipted } });
    expect(done).toMatchObject({ screen: { kind: 'receipt', earlier: false }, marks: [] });
  });

  test('shows the receipt to a voter who has voted, who may start again where the last vote counts', () => {
    const back = go(
      initialJourney,
      { type: 'opened', election },
      { type: 'login-step', step: { step: 'done', session: { ...session, cast: receipted } } },
    );
    expect(back.screen).toMatchObject({ kind: 'receipt', earlier: true });
    expect(go(back, { type: 'again' })).toMatchObject({
      screen: { kind: 'who' },
      marks: [{ marked: [] }, {}],
    });
  });

  test('hears no more of work that was left', () => {
    const left = go(encrypting, { type: 'lapsed' });
    expect(go(left, { type: 'encrypting', share: 1 }, { type: 'encrypted', ballot })).toEqual(left);
    expect(go(left, { type: 'delivery', delivery: { state: 'delivering' } })).toEqual(left);
    expect(go(left, fail('out-of-order'), fail('pin-key'))).toEqual(left);
  });
});

describe('a fault', () => {
  test('stays where it happened, until the next thing is asked for', () => {
    const wrong = go(
      initialJourney,
      { type: 'opened', election },
      { type: 'requested' },
      fail('wrong-digits'),
    );
    expect(wrong).toMatchObject({
      screen: { kind: 'welcome' },
      fault: { code: 'wrong-digits' },
      busy: false,
    });
    expect(go(wrong, { type: 'requested' }).fault).toBeUndefined();
  });

  test('of encryption leads back to the review with all choices', () => {
    expect(go(encrypting, fail('network'))).toMatchObject({ screen: { kind: 'review' }, marks: [marks, {}] });
  });

  test.each(['pin-key', 'pin-unheard-of', 'receipt-inclusion', 'bad-ballot'])(
    '%s stops everything',
    (code) => {
      for (const journey of [initialJourney, entered, encrypting, casting]) {
        expect(go(journey, fail(code))).toMatchObject({
          screen: { kind: 'stopped', fault: { code } },
          marks: [],
        });
      }
      expect(go(casting, fail(code)).screen).toMatchObject({ ballot });
    },
  );

  test.each(['ticket-over', 'session-over'])('%s asks for a new log-in, without marks or session', (code) => {
    const over = go(reviewing, fail(code));
    expect(over).toMatchObject({ screen: { kind: 'lapsed' }, marks: [] });
    expect(over.session).toBeUndefined();
  });

  test('of a delivery says so where the delivery is', () => {
    expect(go(casting, fail('network')).screen).toMatchObject({
      kind: 'delivery',
      delivery: { state: 'refused' },
    });
    expect(go(casting, fail('ticket-over')).screen).toMatchObject({ kind: 'delivery' });
  });
});

test('the clock speaks at ten minutes and at five', () => {
  expect([1800, 601, 600, 301, 300, 1, 0, -5].map(noticeAt)).toEqual([
    'none',
    'none',
    'ten',
    'ten',
    'five',
    'five',
    'over',
    'over',
  ]);
});

test('people are shown by initials', () => {
  expect(initialsOf('María de los Ángeles Núñez')).toBe('M. Á. N.');
});

test('practice is a rehearsal, or a stage of practice that is under way', () => {
  const { manifest } = election;
  const practice = {
    id: 'practice',
    title: manifest.title,
    starts: '2024-01-01T00:00:00-06:00',
    ends: '2024-01-02T00:00:00-06:00',
  } as const;
  const real = { ...manifest, rehearsal: false, stages: [practice, ...manifest.stages] };
  expect(isPractice(manifest, 0)).toBe(true);
  expect(isPractice(real, Date.parse('2024-01-01T12:00:00-06:00') / 1000)).toBe(true);
  expect(isPractice(real, Date.parse('2024-01-03T12:00:00-06:00') / 1000)).toBe(false);
});
