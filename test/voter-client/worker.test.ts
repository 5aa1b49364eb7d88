import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DemoVoter } from '#server/rehearsal/parties/voter.ts';
import type { Delivery, ReceiptedBallot, Session } from '../../voter-client/contract/booth.ts';
import { formatReceiptFile } from '../../voter-client/board/receipt-file.ts';
import { hasChromium } from '../support/browser.ts';
import { Rehearsal } from './support/rehearsal.ts';
import type { Visit } from './support/visit.ts';
import { miniChoices } from '../negative/mini.ts';

// Tests of a vote through the web worker's services, as the screens see them, in a real browser and with registry and
// voting process.

const OTHERS = [
  [0, 0, 0, 0, 1, 0],
  [0, 0, 0, 0, 0, 0],
];

describe.skipIf(!hasChromium())('a vote', () => {
  let rehearsal: Rehearsal;
  let visit: Visit;
  let person: DemoVoter;
  let session: Session;
  let receipted: ReceiptedBallot;

  beforeAll(async () => {
    rehearsal = await Rehearsal.start({ people: 3 });
    person = rehearsal.nextPerson();
    visit = await rehearsal.visit(`#${person.link}`);
  });
  afterAll(() => rehearsal?.end());

  test('the link leaves the address bar, and leads in', async () => {
    const link = await visit.page.evaluate(() =>
      (globalThis as unknown as { takeLink(): string }).takeLink(),
    );
    expect(link).toBe(person.link);
    expect(visit.page.url()).toBe(`${rehearsal.url}/booth/`);
    expect(await visit.faultOf('booth', 'logIn', person.link)).toBe('out-of-order'); // the board has not been checked yet
    session = await visit.enter(person);
    const { manifest } = rehearsal.setting.election;
    expect(manifest.units[session.unit]!.code).toBe('09');
    expect(session).toMatchObject({ style: 0, credentialId: expect.stringMatching(/^[0-9A-Z-]{14}$/) });
    expect(session.cast).toBeUndefined();
  });

  test('a voting code is judged while it is typed', async () => {
    const judge = (code: string): Promise<string> => visit.call('booth', 'checkCredential', code);
    const { code } = person;
    expect(await judge(code.slice(0, 7))).toBe('partial');
    expect(await judge(code.toLowerCase().replaceAll('-', ' '))).toBe('right');
    expect(await judge(code.slice(0, -1) + (code.endsWith('0') ? '1' : '0'))).toBe('wrong');
    expect(await judge('U')).toBe('wrong');
  });

  test('a challenged ballot holds what was chosen, on a second device', async () => {
    const { updates } = await visit.run('booth', 'encrypt', OTHERS);
    expect(updates.at(-1)).toBe(1);
    expect(updates).toEqual((updates as number[]).toSorted((a, b) => a - b));
    const opened = await visit.challenge();
    expect(await visit.faultOf('booth', 'cast')).toBe('out-of-order');
    const second = await rehearsal.visit('check.html');
    for (const tracker of [opened.tracker, opened.tracker.toLowerCase(), opened.trackerHex]) {
      expect(await second.lookUp(tracker)).toMatchObject({ kind: 'opened', style: 0, choices: OTHERS });
    }
    expect(await second.violations()).toEqual([]);
    await second.end();
  });

  test('a ballot is cast, and its receipt verified', async () => {
    const encrypted = await visit.encrypt(miniChoices);
    const asked = Math.floor(Date.now() / 1000);
    const deliveries = await visit.cast();
    expect(deliveries.map(({ state }) => state)).toEqual(['delivering', 'recorded']);
    ({ receipted } = deliveries.at(-1) as Extract<Delivery, { state: 'recorded' }>);
    expect(receipted).toMatchObject({ ...encrypted, witnesses: 2 });
    expect(receipted.seen).toBeGreaterThanOrEqual(asked);
    expect(receipted.seen).toBeLessThanOrEqual(Date.now() / 1000);
  });

  test('the check page finds it, by tracker and by file, with and without network', async () => {
    const second = await rehearsal.visit('check.html');
    const found = { kind: 'cast', credentialId: session.credentialId, unit: session.unit };
    expect(await second.lookUp(receipted.tracker)).toMatchObject(found);
    expect(await second.checkReceipt(receipted.receipt)).toMatchObject(found);
    expect(await second.checkReceipt(formatReceiptFile(receipted))).toMatchObject(found);
    await second.page.reload();
    await second.call('checker', 'read');
    await second.page.context().setOffline(true);
    expect(await second.checkReceipt(formatReceiptFile(receipted))).toMatchObject(found);
    expect(await second.lookUp(receipted.tracker)).toEqual({ kind: 'unanswered' });
    await second.end();
  });

  test('a tracker of nobody is absent; a mistyped one, or whatever else a QR code may hold, is told', async () => {
    const absent = `${'0'.repeat(63)}1`;
    expect(await visit.lookUp(absent)).toEqual({ kind: 'absent' });
    const hostile = [
      receipted.tracker.replace(/.$/, '#'),
      `https://example.org/${receipted.trackerHex}`,
      `${receipted.trackerHex}\0`,
      `../../${receipted.tracker}`,
      'A'.repeat(10_000),
      '',
    ];
    const before = visit.requests.length;
    for (const text of hostile) expect(await visit.faultOf('checker', 'lookUp', text)).toBe('tracker-form');
    expect(visit.requests.slice(before)).toEqual([]);
  });

  test('a voter who returns sees the receipt again', async () => {
    const later = await rehearsal.visit();
    const again = await later.enter(person);
    expect(again.cast).toMatchObject({ trackerHex: receipted.trackerHex, index: receipted.index });
    await later.encrypt(OTHERS);
    const end = (await later.cast()).at(-1) as Extract<Delivery, { state: 'refused' }>;
    expect(end).toMatchObject({ state: 'refused', fault: { code: 'already-voted' } });
    expect(await later.faultOf('booth', 'challenge')).toBe('out-of-order'); // it was sent, so it is never opened
    await later.end();
  });

  test('afterwards no data is left, nothing was logged, and no other origin was contacted', async () => {
    await visit.call('booth', 'leave');
    expect(await visit.faultOf('booth', 'cast')).toBe('out-of-order');
    const left = await visit.page.evaluate(async () => ({
      local: localStorage.length,
      session: sessionStorage.length,
      cookies: document.cookie,
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).length,
      entry: JSON.stringify(history.state),
    }));
    expect(left).toEqual({ local: 0, session: 0, cookies: '', databases: 0, caches: 0, entry: 'null' });
    expect(await visit.page.context().cookies()).toEqual([]);
    expect(await visit.violations()).toEqual([]);
    const origins = new Set(visit.requests.map((address) => new URL(address.replace(/^blob:/, '')).origin));
    expect([...origins].toSorted()).toEqual([rehearsal.url, rehearsal.registryUrl].toSorted());
    for (const secret of [person.link, person.code, person.code.replaceAll('-', '')])
      expect(visit.requests.slice(1).join('\n')).not.toContain(secret); // the first has the link itself
  });
});
