import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { concat, toHex, utf8 } from '#crypto/bytes.ts';
import { blobRef, signEntry, SIGNATURE_LENGTH } from '#crypto/entry/entry.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { INTERNET } from '#crypto/record/acts.ts';
import { encodeClock, encodeManifestEntry } from '#crypto/record/office.ts';
import { printJson } from '#crypto/manifest/json.ts';
import * as api from '#server/api/voting.ts';
import { newParties } from '#server/rehearsal/parties/parties.ts';
import { hasChromium } from '../support/browser.ts';
import { entriesOf, ForgedBoard, realKeys, foreignLogKeys, serveFiles } from './support/boards.ts';
import { Rehearsal } from './support/rehearsal.ts';

// Tests with a server that lies about the election and, where needed, has the keys of log and witnesses. The booth
// stops with a different fault for each lie.

type Entries = readonly Uint8Array[];
const isCeremony = (kind: number): boolean => kind >= Kind.commit && kind <= Kind.seal;

describe.skipIf(!hasChromium())('a server that lies about the election', () => {
  let rehearsal: Rehearsal;
  let entries: Entries;

  beforeAll(async () => {
    rehearsal = await Rehearsal.start({ people: 1 });
    entries = await entriesOf(rehearsal.url);
  });
  afterAll(() => rehearsal?.end());
  afterEach(() => {
    rehearsal.proxy.behaviour = {};
  });

  const original = (): ReadonlyMap<string, Uint8Array> => {
    const { id, bytes } = rehearsal.setting.election;
    return new Map([[toHex(id), bytes]]);
  };
  /** Returns the files of a board with these entries, signed by the log and its witnesses. */
  const wellSigned = (own: Entries): ReadonlyMap<string, Uint8Array> =>
    new ForgedBoard(own, realKeys(rehearsal.setting)).files(original());
  const changed = (
    files: ReadonlyMap<string, Uint8Array>,
    find: (path: string) => boolean,
    change: (bytes: Uint8Array) => Uint8Array,
  ): ReadonlyMap<string, Uint8Array> =>
    new Map([...files].map(([path, bytes]) => [path, find(path) ? change(bytes) : bytes]));
  const flipped = (bytes: Uint8Array): Uint8Array => bytes.with(bytes.length - 1, bytes.at(-1)! ^ 1);

  async function faultFor(files: ReadonlyMap<string, Uint8Array>): Promise<string | undefined> {
    rehearsal.proxy.behaviour = serveFiles(files);
    const visit = await rehearsal.visit();
    const code = await visit.faultOf('booth', 'open');
    await visit.end();
    return code;
  }

  test('the same board, made by the test, is accepted', async () => {
    expect(await faultFor(wellSigned(entries))).toBeUndefined();
  });

  test('another key: the ceremony is signed by other trustees', async () => {
    const impostors = newParties({ count: 3, threshold: 2 }).trustees;
    const { id } = rehearsal.setting.election;
    const own = await Promise.all(
      entries.map(async (entry) =>
        isCeremony(entry[0]!)
          ? signEntry(impostors[0]!.signer, id, entry.slice(0, -SIGNATURE_LENGTH))
          : entry,
      ),
    );
    expect(await faultFor(wellSigned(own))).toBe('pin-key');
  });

  test('another key: one trustee’s messages are missing', async () => {
    const own = entries.filter((entry) => entry[0] !== Kind.reveal || entry[3] !== 2);
    expect(await faultFor(wellSigned(own))).toBe('pin-key');
  });

  test('too few trustees sealed it', async () => {
    const seals = entries.filter((entry) => entry[0] === Kind.seal);
    const own = entries.filter((entry) => !seals.slice(1).includes(entry));
    expect(await faultFor(wellSigned(own))).toBe('pin-seals');
  });

  test('another manifest: two options have changed places', async () => {
    const { election, parties } = rehearsal.setting;
    const manifest = structuredClone(election.manifest);
    manifest.contests[0]!.groups[0]!.options.reverse();
    const bytes = new TextEncoder().encode(printJson(manifest));
    const { hash } = blobRef(bytes);
    const entry = await signEntry(parties.authority, hash, encodeManifestEntry(blobRef(bytes)));
    const board = new ForgedBoard([entry, ...entries.slice(1)], realKeys(rehearsal.setting));
    expect(await faultFor(board.files(new Map([[toHex(hash), bytes]])))).toBe('pin-manifest');
  });

  test('another manifest under the right name', async () => {
    const lie = changed(wellSigned(entries), (path) => path.startsWith('blob/'), flipped);
    expect(await faultFor(lie)).toBe('pin-manifest');
  });

  test('another log', async () => {
    const { setting } = rehearsal;
    const seed = crypto.getRandomValues(new Uint8Array(32));
    expect(await faultFor(new ForgedBoard(entries, foreignLogKeys(setting, seed)).files(original()))).toBe(
      'pin-log',
    );
  });

  test('too few witnesses, or one whose word is forged', async () => {
    const keys = realKeys(rehearsal.setting);
    const few = new ForgedBoard(entries, { ...keys, witnesses: keys.witnesses.slice(1) });
    expect(await faultFor(few.files(original()))).toBe('pin-witnesses');
    const forged = keys.witnesses.map((witness) => ({
      ...witness,
      seed: crypto.getRandomValues(new Uint8Array(32)),
    }));
    const strangers = new ForgedBoard(entries, { ...keys, witnesses: forged });
    expect(await faultFor(strangers.files(original()))).toBe('pin-witnesses');
  });

  test.each([
    ['an entry', (path: string) => path.startsWith('tile/entries')],
    ['a hash', (path: string) => path.startsWith('tile/0')],
  ])('%s that is not the one in the root', async (_, find) => {
    expect(await faultFor(changed(wellSigned(entries), find, flipped))).toBe('pin-root');
  });

  test('files that are not there; an election that is not ready', async () => {
    const files = wellSigned(entries);
    const without = (gone: RegExp): ReadonlyMap<string, Uint8Array> =>
      new Map([...files].filter(([path]) => !gone.test(path)));
    for (const gone of [/^checkpoint/, /^tile\/entries/, /^tile\/0/, /^blob/])
      expect(await faultFor(without(gone)), gone.source).toBe('board-missing');
    expect(await faultFor(wellSigned(entries.slice(0, 8)))).toBe('board-early');
  });

  test('a board with malformed answers, and one that does not answer', async () => {
    const { proxy } = rehearsal;
    const visit = await rehearsal.visit();
    proxy.behaviour = { before: ({ path }) => (path.startsWith('/board') ? 'drop' : undefined) };
    expect(await visit.faultOf('booth', 'open')).toBe('network');
    proxy.behaviour = {
      before: ({ path }) =>
        path.startsWith('/board') ? { status: 200, body: new Uint8Array(100_000) } : undefined,
    };
    expect(await visit.faultOf('booth', 'open')).toBe('answer-form');
    await visit.end();
  });

  test('a log that contradicts what it was, and one that has lost its end', async () => {
    const { election, parties } = rehearsal.setting;
    const mark = (seconds: number): Promise<Uint8Array> =>
      signEntry(parties.board, election.id, encodeClock(seconds));
    const now = Math.floor(Date.now() / 1000);
    const visit = await rehearsal.visit();
    const codeWith = (own: Entries): Promise<string | undefined> => {
      rehearsal.proxy.behaviour = serveFiles(wellSigned(own));
      return visit.faultOf('booth', 'open');
    };
    const seen = [...entries, await mark(now), await mark(now + 1)];
    expect(await codeWith(seen)).toBeUndefined();
    expect(await codeWith(seen.slice(0, -1))).toBe('pin-rollback');
    expect(await codeWith([...seen.slice(0, -1), await mark(now + 2)])).toBe('pin-fork');
    expect(await codeWith([...seen.slice(0, -1), await mark(now + 2), await mark(now + 3)])).toBe('pin-fork');
    expect(await codeWith([...seen, await mark(now + 2)])).toBeUndefined();
    await visit.end();
  });

  test('later hours are believed if the board proves them, and not otherwise', async () => {
    const { officials, proxy, setting } = rehearsal;
    const { closes } = setting.election;
    const incident = await officials.tell({
      category: 'outage',
      starts: '2026-01-01T10:00:00-06:00',
      ends: null,
      places: ['internet'],
      people: null,
      what: { es: 'El sitio no respondió.', en: 'The site did not answer.' },
      done: { es: 'Se amplía el plazo.', en: 'The time is extended.' },
    });
    await officials.changeHours(incident, [{ place: INTERNET, before: closes, after: closes + 3600 }]);
    const visit = await rehearsal.visit();
    expect(await visit.call('booth', 'open')).toMatchObject({ closes: closes + 3600, isExtended: true });
    const lie = (change: (text: string) => string): void => {
      proxy.behaviour = {
        after: ({ path }, { status, body }) =>
          path === api.readHours.path
            ? { status, body: utf8(change(new TextDecoder().decode(body))) }
            : undefined,
      };
    };
    lie((text) => text.replace(/"entry":"./, '"entry":"C'));
    expect(await visit.faultOf('booth', 'open')).toBe('pin-hours');
    lie(() => '{"changes":[]}'); // a hidden change is seen by others
    expect(await visit.call('booth', 'open')).toMatchObject({ closes, isExtended: false });
    await visit.end();
  });

  test('a worker’s program that is not the page’s', async () => {
    rehearsal.proxy.behaviour = {
      after: ({ path }, { status, body }) =>
        path.includes('/assets/worker-')
          ? { status, body: concat(body, new TextEncoder().encode('\n')) }
          : undefined,
    };
    const visit = await rehearsal.visit();
    expect(await visit.faultOf('booth', 'open')).toBe('pin-program');
    await visit.end();
  });

  test('a script that is not the page’s does not run', async () => {
    rehearsal.proxy.behaviour = {
      after: ({ path }, { status, body }) =>
        path.includes('/assets/booth-')
          ? { status, body: concat(body, new TextEncoder().encode('\n')) }
          : undefined,
    };
    const visit = await rehearsal.visit();
    expect(await visit.page.evaluate(() => 'run' in globalThis)).toBe(false);
    await visit.end();
  });
});
