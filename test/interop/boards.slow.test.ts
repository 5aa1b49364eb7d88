/** Tests of the second verifier on boards that break rules which no record of the corpus breaks, or are malformed. */
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  ftruncateSync,
  closeSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { concat, u16, u32, u8 } from '../../verifier/crypto/bytes.ts';
import { TestBoard } from '../verifier/support/board.ts';
import { TestElection } from '../verifier/support/election.ts';
import { a, anna, carl, opened, voted, xAndV } from '../verifier/support/judge.ts';
import { printManifest } from '../verifier/support/manifest.ts';
import { sharedPads } from '../verifier/support/shared-pads.ts';
import { foundIn, hasPython, type Ran, verifyTally } from './program.ts';

const work = mkdtempSync(join(tmpdir(), 'sivei-boards-'));
afterAll(() => rmSync(work, { recursive: true }));
let boards = 0;

function write(board: TestBoard): string {
  const directory = join(work, String((boards += 1)));
  for (const [path, bytes] of board.publish().files) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), bytes);
  }
  return directory;
}

const verified = (board: TestBoard): Promise<Ran> => verifyTally(write(board));

/** Board with this manifest only. */
class WithManifest extends TestBoard {
  constructor(manifest: Uint8Array) {
    super();
    this.entries[0] = this.signed(0x01, this.blob(manifest), 'authority');
  }
}

describe.runIf(hasPython)('the second verifier (apt-get install python3)', () => {
  describe('the manifest', () => {
    test.each<[string, string, (board: TestBoard['manifest']) => unknown]>([
      ['M5', 'a letter of another script', (m) => (m.units[0]!.name = '\u{41E}ne')],
      ['M5', 'a sign that is not seen', (m) => (m.units[0]!.name = 'O\u{34F}ne')],
      ['M5', 'a letter that Unicode would compose', (m) => (m.units[0]!.name = 'O\u{301}ne')],
      ['M32', 'a count that fits no blob', (m) => {
        m.units = Array.from({ length: 1000 }, (_, i) => ({ code: `u${i}`, name: 'Unit' }));
        for (const style of m.styles) style.units = m.units.map(({ code }) => code);
        const [group] = m.contests[1]!.groups;
        group!.options = Array.from({ length: 123 }, (_, i) => ({ ...group!.options[0]!, id: `o${i}` }));
      }],
      ['M33', 'a quorum of one witness in three', (m) => (m.witnesses.quorum = 1)],
    ])('%s: %s', async (rule, _, change) => {
      const ran = await verified(new TestBoard(change));
      expect(foundIn(ran)).toEqual(['2.2']);
      expect(ran.output).toContain(`${rule}: `);
      expect(ran.code).toBe(1);
    }); // prettier-ignore

    test.each([100, 900, 5000, 100_000])(
      '%i levels are a finding, and no fault of the program',
      async (levels) => {
        const text = Buffer.from(printManifest(new TestBoard().manifest)).toString();
        const deep = '['.repeat(levels) + ']'.repeat(levels);
        const ran = await verified(new WithManifest(Buffer.from(text.replace('"One"', deep))));
        expect(foundIn(ran)).toEqual(['2.2']);
        expect(ran.code).toBe(1);
      },
    );
  });

  test('silence counts from when a message was due', async () => {
    const e = new TestElection();
    const [commit, reveal] = [0x10, 0x11];
    const absent = (owed: number): number =>
      e.append(e.signed(0x16, concat(u16(1), u8(3), u8(owed)), 'authority'));
    e.append(e.commit(1));
    e.append(e.commit(2));
    e.mark();
    e.mark(e.now + 3600);
    e.append(e.commit(3));
    const early = absent(reveal);
    e.mark();
    e.mark(e.now + 3600);
    const another = absent(commit);
    absent(reveal);
    e.run = 2;
    e.trustees = [1, 2, 4];
    e.ceremony();
    e.lists();
    e.open();
    e.cast(anna, [a, xAndV]);
    e.cast(carl, [a]);
    e.count();
    const ran = await verified(e);
    for (const [entry, reason] of [
      [early, 'the message is not owed for long enough'],
      [another, 'the trustee owes another message'],
    ] as const)
      expect(ran.output).toMatch(new RegExp(`^finding incident 3.3 at entry ${entry}: ${reason}$`, 'm'));
    expect(foundIn(ran)).toEqual(['3.3']);
    expect(ran.output).toContain(
      'excluded: trustee 3 Trustee 3, declared absent by the authority, owed its reveal',
    );
    expect(ran.output).toContain('key made by trustee 4 Trustee 4');
    expect(ran.output).toContain('valid share of trustee 4 Trustee 4');
  });

  test('a share of a tally without sums is void', async () => {
    const e = opened();
    e.cast(anna, [a, xAndV]);
    e.close();
    e.admit();
    e.tally();
    const index = e.entries.length;
    const share = e.shareBlob(1);
    expect(share).toHaveLength(96);
    e.decrypt(1, share);
    e.result();
    const ran = await verified(e);
    expect(ran.output).toMatch(
      new RegExp(`^finding incident 9.1 at entry ${index}: blob: nothing to decrypt$`, 'm'),
    );
    expect(foundIn(ran)).toEqual(['9.1']);
    expect(ran.output).not.toContain('valid share');
    expect(ran.code).toBe(3);
  });

  test.each(sharedPads)('%s is no copy', async (_, vote) => {
    const e = opened();
    vote(e);
    e.count();
    const ran = await verifyTally('--proofs', write(e));
    expect(foundIn(ran)).toEqual([]);
    expect(ran.output).toMatch(/ballots counted: 2$/m);
    expect(ran.code).toBe(0);
  });

  test('a contest with too few ballots is withheld', async () => {
    const e = opened();
    e.cast(anna, [a, xAndV]);
    e.cast(carl, [a]);
    e.count();
    const ran = await verified(e);
    expect(ran.code).toBe(0);
    expect(ran.output).toContain('withheld: seats Seats, fewer than 2 ballots');
    expect(ran.output).not.toMatch(/^votes seats/m);
  });

  test('a tally, or a result, that has cells of it is refused', async () => {
    const e = opened();
    e.cast(anna, [a, xAndV]);
    e.cast(carl, [a]);
    e.close();
    e.admit();
    const result = e.clone();
    const cells = concat(u16(2), ...[0, 1].map((part) => concat(u16(1), u16(part), u32(0))));
    e.tally(concat(e.tallyBlob().subarray(0, -2), cells));
    expect(foundIn(await verified(e))).toContain('8.2');
    result.tally();
    result.decrypt(1);
    result.decrypt(2);
    const [office] = result.numbers();
    const zeros = [0, 0, 0, 0, 0, 0];
    result.result([office!, { cells: [zeros], totals: zeros, parties: [] }]);
    expect(foundIn(await verified(result))).toEqual(['10.1']);
  });

  describe('files', () => {
    const e = voted();
    e.count();
    const size = e.entries.length;

    test('where the partial bundle is gone the full one is read', async () => {
      const directory = write(e);
      const partial = join(directory, `tile/entries/000.p/${size}`);
      rmSync(partial);
      expect(foundIn(await verifyTally(directory))).toEqual(['1.3']);
      const more = Array.from({ length: 256 - size }, () => concat(u16(1), u8(0x99)));
      writeFileSync(
        join(directory, 'tile/entries/000'),
        concat(e.files.get(`tile/entries/000.p/${size}`)!, ...more),
      );
      expect((await verifyTally(directory)).code).toBe(0);
    });

    test.each<[string, (path: string) => void]>([
      ['a pipe', (path) => execFileSync('mkfifo', [path])],
      ['a device without end', (path) => symlinkSync('/dev/zero', path)],
      ['a folder', (path) => mkdirSync(path)],
      ['a link to itself', (path) => symlinkSync(path, path)],
      ['a file of a terabyte', (path) => {
        const file = openSync(path, 'w');
        ftruncateSync(file, 2 ** 40);
        closeSync(file);
      }],
    ])('%s in the place of a bundle, of a blob and of the checkpoint', async (_, put) => {
      const directory = write(e);
      const replaced = async (path: string): Promise<Ran> => {
        const own = join(directory, path);
        renameSync(own, `${own}.kept`);
        put(own);
        const ran = await verifyTally(directory);
        rmSync(own, { recursive: true });
        renameSync(`${own}.kept`, own);
        return ran;
      };
      expect(foundIn(await replaced(`tile/entries/000.p/${size}`))).toEqual(['1.3']);
      const manifest = Buffer.from(e.id).toString('hex');
      expect(foundIn(await replaced(`blob/${manifest}`))).toEqual(['2.1']);
      // The program finds no checkpoint (2), or rejects one that is too long (1).
      expect([1, 2]).toContain((await replaced('checkpoint')).code);
    }); // prettier-ignore
  });
});
