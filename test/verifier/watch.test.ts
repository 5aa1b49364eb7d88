/**
 * Tests of a watch: which misbehaviour it notices in the next poll, and which evidence is kept (spec §8.11).
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { u8 } from '../../verifier/crypto/bytes.ts';
import { FolderStore } from '../../verifier/cli/mirror/folder-store.ts';
import { keepEvidence, readEvidence } from '../../verifier/cli/watch/evidence-folder.ts';
import type { Misbehaviour } from '../../verifier/observe/mirror/misbehaviour.ts';
import { Mirror } from '../../verifier/observe/mirror/mirror.ts';
import { DirectoryReader } from '../../verifier/board/directory-reader.ts';
import { Verification } from '../../verifier/verification/verify.ts';
import { judgeEvidence } from '../../verifier/observe/watch/evidence.ts';
import { type Alarm, Watch } from '../../verifier/observe/watch/watch.ts';
import { WebReader } from '../../verifier/board/web/web-reader.ts';
import { removeUnanchored } from './support/anchored.ts';
import type { TestElection } from './support/election.ts';
import { a, anna, judge, voted, xAndV } from './support/judge.ts';
import { witnesses } from './support/manifest.ts';
import { status, WebBoard } from './support/web-board.ts';

const root = mkdtempSync(join(tmpdir(), 'watch-'));
afterAll(() => rmSync(root, { recursive: true }));
type Opened = { close: () => unknown }[];
const ofTest: Opened = [];
const closeAll = async (open: Opened): Promise<void> => {
  for (const { close } of open.splice(0)) await close();
};
afterEach(() => closeAll(ofTest));

let folders = 0;
const quickPolicy = { timeoutMs: 300, firstPauseMs: 1, busyPauseMs: 1 };
const MINUTE = 60_000;

interface Watched {
  readonly watch: Watch;
  readonly mirror: Mirror;
  readonly directory: string;
  readonly web: WebBoard;
  /** Files of the server. */
  readonly files: Map<string, Uint8Array>;
  /** Clock of the watch in milliseconds. */
  readonly clock: { now: number };
}

/** Makes a watch of a server with this board. */
async function watching(e: TestElection, open = ofTest, recheck = 100): Promise<Watched> {
  const files = new Map(e.files);
  const web = await new WebBoard(files).open();
  const source = new WebReader(web.address, quickPolicy);
  open.push({ close: () => source.close() }, { close: () => web.close() });
  const directory = join(root, String((folders += 1)));
  const mirror = new Mirror(new FolderStore(directory));
  await mirror.open();
  let verification: Verification | undefined;
  const clock = { now: 0 };
  const watch = new Watch({
    source,
    mirror,
    verify: async (again) => {
      if (verification && !again) await verification.extend(mirror.kept!.checkpoint);
      else verification = await Verification.start(mirror.store, { soFar: true });
      return verification.report;
    },
    now: () => clock.now,
    stallMs: 10 * MINUTE,
    recheckCount: recheck,
  });
  return { watch, mirror, directory, web, files, clock };
}

/** Makes the server show this board instead. */
function replaceBoard({ files }: Watched, e: TestElection): void {
  files.clear();
  for (const [path, bytes] of e.files) files.set(path, bytes);
}

const start = voted();
start.mark(start.now + 60); // in a new minute, so that it is anchored
removeUnanchored(start.publish());
const size = start.entries.length;

/** Returns a continuation of the board. */
function continueBoard(act: (e: TestElection) => void, from = start): TestElection {
  const e = from.clone();
  for (const path of e.files.keys()) if (path.startsWith('tile/')) e.files.delete(path);
  act(e);
  return e.publish();
}

const grow = (e: TestElection): void => {
  e.mark(e.now + 60);
  e.mark(e.now + 60);
};
/** Replaces the last three entries by a mark. */
const fork = (e: TestElection): void => {
  e.entries.splice(size - 3);
  for (const path of e.files.keys()) if (Number(path.replace('clock/', '')) > size - 3) e.files.delete(path);
  e.mark(e.now + 1);
};

const namesOf = (alarms: readonly Alarm[]): (string | undefined)[] =>
  alarms.map(({ what, check }) => check ?? what);

test('an honest board raises no alarm, however it grows', async () => {
  const own = await watching(start);
  expect(await own.watch.poll()).toEqual({ alarms: [], newEntries: size });
  own.web.asked.splice(0);
  expect(await own.watch.poll()).toEqual({ alarms: [], newEntries: 0 });
  expect(own.web.asked).toContain('checkpoint');
  const more = continueBoard((e) => {
    grow(e);
    e.mark(e.now + 10); // which is not anchored
  });
  removeUnanchored(more);
  replaceBoard(own, more);
  expect(await own.watch.poll()).toEqual({ alarms: [], newEntries: 3 });
  expect(own.watch.report).toEqual((await judge(more, { soFar: true })).report);
  expect((await judge(new DirectoryReader(own.directory), { soFar: true })).report).toEqual(own.watch.report);
});

interface MisbehaviourCase {
  readonly name: string;
  readonly board: () => TestElection;
  readonly alarm: string;
  /** Judgement of the evidence of the misbehaviour. */
  readonly worth: string;
}

const clockPath = `clock/${size}`;
const blobPath = [...start.files.keys()].find((path) => path.startsWith('blob/'))!;
const without =
  (path: string): (() => TestElection) =>
  () =>
    continueBoard((e) => e.files.delete(path) && undefined);
/** Returns the board without this file. */
const publishedWithout = (path: string): TestElection => {
  const e = continueBoard(() => undefined);
  e.files.delete(path);
  return e;
};

const misbehaviourCases: readonly MisbehaviourCase[] = [
  { name: 'other entries under the same size', board: () => continueBoard((e) => { fork(e); while (e.entries.length < size) e.mark(e.now + 1); }), alarm: 'fork', worth: 'proven' },
  { name: 'more entries that do not begin with those before', board: () => continueBoard((e) => { fork(e); while (e.entries.length < size + 7) e.mark(e.now + 1); }), alarm: 'fork', worth: 'proven' },
  { name: 'fewer entries that are not the beginning', board: () => continueBoard(fork), alarm: 'fork', worth: 'proven' },
  { name: 'a log in which an entry was dropped', board: () => continueBoard((e) => { e.entries.splice(20, 1); grow(e); }), alarm: 'fork', worth: 'proven' },
  { name: 'an earlier checkpoint', board: () => continueBoard((e) => e.entries.splice(size - 4) && undefined), alarm: 'rewind', worth: 'attested' },
  { name: 'no checkpoint of a mark any more', board: without(clockPath), alarm: 'altered', worth: 'attested' },
  { name: 'no blob any more', board: without(blobPath), alarm: 'altered', worth: 'attested' },
  { name: 'no bundle any more', board: () => publishedWithout(`tile/entries/000.p/${size}`), alarm: 'altered', worth: 'attested' },
  { name: 'no hashes any more', board: () => publishedWithout(`tile/0/000.p/${size}`), alarm: 'altered', worth: 'attested' },
  { name: 'a bundle with other entries', board: () => { const e = continueBoard(() => undefined); e.files.set(`tile/entries/000.p/${size}`, continueBoard((o) => { o.entries[30] = u8(9); }).files.get(`tile/entries/000.p/${size}`)!); return e; }, alarm: 'altered', worth: 'attested' },
  { name: 'another checkpoint of a mark, which the log signed', board: () => continueBoard((e) => e.files.set(clockPath, e.checkpoint(size, { root: new Uint8Array(32) })) && undefined), alarm: 'fork', worth: 'proven' },
  { name: 'a checkpoint that too few witnesses saw', board: () => { const e = continueBoard(grow); e.files.set('checkpoint', e.checkpoint(size + 2, { cosigned: [] })); return e; }, alarm: 'unwitnessed', worth: 'attested' },
  { name: 'a checkpoint of another key', board: () => { const e = continueBoard(grow); e.files.set('checkpoint', Buffer.from(Buffer.from(e.files.get('checkpoint')!).toString('latin1').replace(/\n\d+\n/, '\n99\n'), 'latin1')); return e; }, alarm: 'unsigned', worth: 'attested' },
]; // prettier-ignore

describe('noticed in the poll after it', () => {
  let shared: Watched;
  beforeAll(async () => {
    shared = await watching(start, open);
    await shared.watch.poll();
  });
  afterAll(() => closeAll(open));
  const open: Opened = [];

  test.each(misbehaviourCases)('$name', async ({ board, alarm, worth }) => {
    replaceBoard(shared, board());
    const { alarms } = await shared.watch.poll();
    expect(namesOf(alarms)).toEqual([alarm]);
    expect(alarms[0]!.grave).toBe(true);
    expect((await shared.watch.poll()).alarms).toEqual([]);
    // The mirror still has the earlier board.
    expect(new Uint8Array(readFileSync(join(shared.directory, 'checkpoint')))).toEqual(
      new Uint8Array(start.files.get('checkpoint')!),
    );
    const folder = await keepEvidence(
      `${shared.directory}-evidence`,
      alarms[0]!.misbehaviour!,
      shared.mirror,
      new Date(),
    );
    expect(judgeEvidence(await readEvidence(folder!), start.id).worth).toBe(worth);
    replaceBoard(shared, start);
    expect(await shared.watch.poll()).toEqual({ alarms: [], newEntries: 0 });
  });

  test('and after all of them it goes on with the history that it knows', async () => {
    replaceBoard(shared, continueBoard(grow));
    expect(await shared.watch.poll()).toEqual({ alarms: [], newEntries: 2 });
    expect((await judge(new DirectoryReader(shared.directory), { soFar: true })).verdict).toBe(
      'so far in order',
    );
  });

  test.each<[string, (e: TestElection) => void, string, boolean]>([
    ['a mark that is dated back', (e) => e.mark(e.now - 3600), '7.1', false],
    [
      'a mark that witnesses saw much later',
      (e) => {
        e.mark(e.now + 60);
        e.files.set(`clock/${size + 1}`, e.checkpoint(size + 1, { time: e.now + 3600 }));
      },
      '7.2',
      false,
    ],
    [
      'a ballot that is dated back by hours',
      (e) => {
        const { now } = e;
        e.append(e.ballot(anna, [a, xAndV]).bytes);
        e.mark(now + 30);
        e.files.set(`clock/${size + 2}`, e.checkpoint(size + 2, { time: now + 3 * 3600 }));
        e.mark(now + 3 * 3600);
      },
      '7.2',
      false,
    ],
    [
      'entries long before their mark',
      (e) => {
        e.append(e.ballot(anna, [a, xAndV]).bytes);
        e.mark(e.now + 1000);
      },
      '7.3',
      false,
    ],
    [
      'a ballot whose signature does not hold',
      (e) => {
        const { bytes } = e.ballot(anna, [a, xAndV]);
        e.at(e.now + 30, () => e.append(bytes.map((byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte))));
      },
      '5.7',
      false,
    ],
    [
      'a mark without its checkpoint',
      (e) => {
        grow(e);
        e.files.delete(`clock/${size + 1}`);
      },
      '1.4',
      true,
    ],
    [
      'a mark before a gap without its checkpoint',
      (e) => {
        e.mark(e.now + 30);
        e.mark(e.now + 61);
        e.files.delete(`clock/${size + 1}`);
      },
      '1.4',
      true,
    ],
  ])('%s', async (_, act, check, grave) => {
    const own = await watching(start);
    await own.watch.poll();
    replaceBoard(own, continueBoard(act));
    const { alarms } = await own.watch.poll();
    expect(alarms.map((alarm) => [alarm.what, alarm.check, alarm.grave])).toEqual([
      ['finding', check, grave],
    ]);
    expect((await own.watch.poll()).alarms).toEqual([]);
    // The mirror is the evidence, without any server.
    const { verdict, found } = await judge(new DirectoryReader(own.directory), { soFar: true });
    expect({ verdict, found }).toEqual({ verdict: grave ? 'not verified' : 'rules broken', found: [check] });
  });
});

test('a file that comes late is judged then, and the alarm ends', async () => {
  const own = await watching(start);
  await own.watch.poll();
  const more = continueBoard(grow);
  replaceBoard(own, more);
  own.files.delete(`clock/${size + 2}`);
  expect(namesOf((await own.watch.poll()).alarms)).toEqual(['1.4']);
  replaceBoard(own, more);
  await own.watch.poll();
  expect(own.watch.report).toEqual((await judge(more, { soFar: true })).report);
});

test('a fault that returns after it was absent is reported again', async () => {
  const own = await watching(start);
  const rewound = continueBoard((e) => e.entries.splice(size - 4) && undefined);
  const seen: number[] = [];
  for (const board of [start, rewound, rewound, start, rewound]) {
    replaceBoard(own, board);
    seen.push((await own.watch.poll()).alarms.length);
  }
  expect(seen).toEqual([0, 1, 0, 0, 1]);
});

test('old files are looked at in turn, so many a poll', async () => {
  const own = await watching(start, ofTest, 5);
  await own.watch.poll();
  const files = [...start.files.keys()].filter((path) => path !== 'checkpoint').length;
  const asked = new Set<string>();
  for (let i = 0; i < Math.ceil(files / 5); i += 1) {
    own.web.asked.splice(0);
    await own.watch.poll();
    expect(own.web.asked.length).toBeLessThanOrEqual(6);
    for (const path of own.web.asked) asked.add(path);
  }
  expect([...asked].toSorted()).toEqual([...start.files.keys()].toSorted());
});

describe('a board that cannot be read', () => {
  test('is reported as such; only a long one is an alarm, and not a grave one', async () => {
    const own = await watching(start);
    await own.watch.poll();
    own.web.spoil('checkpoint', status(500));
    const first = await own.watch.poll();
    expect(first.alarms).toEqual([]);
    expect(first.unreachable?.en).toContain('status 500');
    own.clock.now = 10 * MINUTE;
    const { alarms } = await own.watch.poll();
    expect(alarms.map(({ what, grave }) => [what, grave])).toEqual([['stalled', false]]);
    own.web.spoil('checkpoint', own.web.give);
    expect(await own.watch.poll()).toMatchObject({ alarms: [{ what: 'stalled' }], newEntries: 0 }); // no mark in between
  });

  test('is none yet', async () => {
    const own = await watching(start);
    own.files.clear();
    expect((await own.watch.poll()).unreachable?.en).toBe('there is no board there yet');
    expect(own.watch.hasBoard).toBe(false);
  });
});

test('voting without a new mark is an alarm after a while, until there is one', async () => {
  const own = await watching(start);
  await own.watch.poll();
  own.clock.now = 10 * MINUTE - 1;
  expect((await own.watch.poll()).alarms).toEqual([]);
  own.clock.now += 1;
  expect(namesOf((await own.watch.poll()).alarms)).toEqual(['stalled']);
  replaceBoard(own, continueBoard(grow));
  expect((await own.watch.poll()).alarms).toEqual([]);
  own.clock.now += 10 * MINUTE;
  const closed = continueBoard((e) => e.close(), continueBoard(grow));
  replaceBoard(own, closed);
  expect((await own.watch.poll()).alarms).toEqual([]);
  own.clock.now += 10 * MINUTE;
  expect((await own.watch.poll()).alarms).toEqual([]);
});

describe('evidence', () => {
  const kept = join(root, 'kept');

  let own: Watched;
  let misbehaviour: Misbehaviour;
  const open: Opened = [];
  beforeAll(async () => {
    own = await watching(start, open);
    await own.watch.poll();
    replaceBoard(own, misbehaviourCases[1]!.board());
    misbehaviour = (await own.watch.poll()).alarms[0]!.misbehaviour!;
  });
  afterAll(() => closeAll(open));

  /** Makes evidence of a longer log that does not begin with the kept one. */
  const evidence = async (): Promise<string> =>
    (await keepEvidence(kept, misbehaviour, own.mirror, new Date(0)))!;

  test('is never overwritten, and has a README', async () => {
    const [first, second] = [await evidence(), await evidence()];
    expect([first, second]).toEqual([
      join(kept, '19700101T000000Z-fork'),
      join(kept, '19700101T000000Z-fork-2'),
    ]);
    expect(readdirSync(first).toSorted()).toEqual(
      ['README.txt', 'deed', 'kept.checkpoint', 'manifest', 'proof', 'served.checkpoint'].toSorted(),
    );
    expect(readFileSync(join(first, 'README.txt'), 'utf8')).toContain('npm run verify -- evidence');
  });

  test('names the witnesses who cosigned both', async () => {
    const { says, manifestHash } = judgeEvidence(await readEvidence(await evidence()), undefined);
    expect(says.map(({ en }) => en).join('\n')).toContain(witnesses[0]!);
    expect(manifestHash).toBe(Buffer.from(start.id).toString('hex'));
  });

  test('that was tampered with anywhere proves nothing', async () => {
    const folder = await evidence();
    const whole = await readEvidence(folder);
    for (const [name, bytes] of whole) {
      for (let at = 0; at < bytes.length; at += Math.max(1, Math.floor(bytes.length / 9))) {
        const files = new Map(whole).set(
          name,
          bytes.map((byte, i) => (i === at ? byte ^ 1 : byte)),
        );
        // The hash of the manifest is compared, because a changed manifest may be valid, too. Cosignatures are not
        // part of the proof of a fork.
        const { worth } = judgeEvidence(files, start.id);
        const inLog = name !== 'deed' && !isCosignature(name, bytes, at);
        if (inLog) expect([name, at, worth]).toEqual([name, at, 'nothing']);
      }
      const files = new Map(whole);
      files.delete(name);
      expect([name, judgeEvidence(files, start.id).worth]).toEqual([name, 'nothing']);
    }
    expect(judgeEvidence(whole, new Uint8Array(32)).worth).toBe('nothing');
    const [first, second] = [whole.get('kept.checkpoint')!, whole.get('served.checkpoint')!];
    expect(judgeEvidence(new Map(whole).set('served.checkpoint', first), start.id).worth).toBe('nothing');
    const exchanged = new Map(whole).set('served.checkpoint', first).set('kept.checkpoint', second);
    expect(judgeEvidence(exchanged, start.id).worth).toBe('proven');
  });

  /** Tells whether the byte is after the log's own line. */
  function isCosignature(name: string, bytes: Uint8Array, at: number): boolean {
    const lines = Buffer.from(bytes).toString('latin1').split('\n').slice(0, 5).join('\n');
    return name.endsWith('.checkpoint') && at > lines.length;
  }

  test('of a log that only grew shows nothing, with any claim', async () => {
    const folder = await evidence();
    const whole = await readEvidence(folder);
    const honest = continueBoard(grow).files.get('checkpoint')!;
    expect(judgeEvidence(new Map(whole).set('served.checkpoint', honest), start.id).worth).toBe('nothing');
  });

  test('of an earlier checkpoint with a later time of a witness tells of its clock, and convicts nobody', async () => {
    const rewound = continueBoard((e) => e.entries.splice(size - 4) && undefined);
    rewound.files.set(
      'checkpoint',
      rewound.checkpoint(size - 4, { times: { [witnesses[1]!]: start.now + 99 } }),
    );
    replaceBoard(own, rewound);
    const { alarms } = await own.watch.poll();
    const folder = (await keepEvidence(kept, alarms[0]!.misbehaviour!, own.mirror, new Date(0)))!;
    const { worth, says } = judgeEvidence(await readEvidence(folder), start.id);
    expect(worth).toBe('attested');
    expect(says.map(({ en }) => en).join('\n')).toContain(
      `${witnesses[1]!} gave the smaller one a later time`,
    );
    writeFileSync(join(folder, 'served.checkpoint'), rewound.checkpoint(size - 4));
    const plain = judgeEvidence(await readEvidence(folder), start.id);
    expect(plain.worth).toBe('attested');
    expect(plain.says.map(({ en }) => en).join('\n')).not.toContain('clock');
  });
});
