/** Pairs of an honest board and a hostile one of the same size, which is as slow to verify as possible. @module */
import { concat, u16, u32, u64, u8 } from '../../../verifier/crypto/bytes.ts';
import { G } from '../../../verifier/crypto/group.ts';
import { repeat } from '../../../verifier/crypto/proofs.ts';
import { makeChallenged } from '../support/ballot.ts';
import type { TestBoard } from '../support/board.ts';
import { closes } from '../support/election.ts';
import { CHICAGO, openedWithSites } from '../support/in-person.ts';
import { hostileActs } from './acts.ts';
import type { HostileKind } from './kind.ts';
import { flip, type LargeElection, manyUnits, openedFor, votersOf, votes } from './large-election.ts';

const fewVoters = votersOf(2);

function marked(size: number): TestBoard {
  const e = openedFor(fewVoters);
  e.marks(size);
  return e;
}

/** Makes a board with `size` entries after the opening. */
function open(
  size: number,
  entry: (e: LargeElection, i: number) => Uint8Array,
  voters = fewVoters,
): TestBoard {
  const e = openedFor(voters);
  e.many(repeat(size, (i) => entry(e, i)));
  return e;
}

function ballots(size: number, spoil: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes): TestBoard {
  const voters = votersOf(size);
  return open(size, (e, i) => spoil(e.ballot(voters[i]!, votes).bytes), voters);
}

function challenges(
  size: number,
  spoil: (body: Uint8Array) => Uint8Array,
  end: (entry: Uint8Array) => Uint8Array = (entry) => entry,
): TestBoard {
  return open(size, (e) => {
    const { body } = makeChallenged({ election: e.election, K: e.K }, 0, votes);
    return end(e.signed(0x41, spoil(body), 'board'));
  });
}

/** Returns the checkpoint with every signature spoiled. */
function spoilLines(note: Uint8Array): Uint8Array {
  const spoiled = Buffer.from(note)
    .toString()
    .replaceAll(/(— \S+ )(\S+)\n/gu, (_, name: string, text: string) => {
      const line = flip(Buffer.from(text, 'base64'), -3);
      return `${name}${Buffer.from(line).toString('base64')}\n`;
    });
  return Buffer.from(spoiled);
}

/** Makes a board whose ceremony has the rounds up to `rounds`, followed by `size` void messages. */
function ceremony(
  size: number,
  message: (e: LargeElection) => Uint8Array,
  rounds: 'commit' | 'certify',
): TestBoard {
  const e = openedFor(fewVoters);
  const end = rounds === 'certify' ? 0x17 : 0x11;
  e.entries.splice(e.entries.findIndex(([kind]) => kind === end));
  e.grown = undefined;
  e.mark();
  const wrong = message(e);
  e.many(repeat(size, () => wrong));
  return e;
}

/** Makes an election up to the tally in which each unit has a ballot and a cell of its own. */
function tallied(units: number): LargeElection {
  const voters = votersOf(units, units);
  const e = openedFor(voters, manyUnits(units));
  e.vote(voters);
  e.close();
  e.admit();
  e.tally();
  return e;
}

/** Returns the blob of a tally for this election, with arbitrary elements in place of sums. */
function madeUpTally({ election }: LargeElection): Uint8Array {
  let point = G.times(12_345n);
  const element = (): Uint8Array => (point = point.plus(G)).bytes;
  return concat(
    ...election.contests.flatMap(({ units, options }) => [
      u16(units.length),
      ...units.flatMap((unit) => [u16(1), u16(unit), u32(1), ...repeat(2 * options, element)]),
    ]),
  );
}

function finished(units: number, change = 0): TestBoard {
  const e = tallied(units);
  e.decrypt(1);
  e.decrypt(2);
  const numbers = e.numbers();
  for (const { cells, totals } of numbers)
    for (const own of cells) {
      own[1]! += change;
      totals[1]! += change;
    }
  e.result(numbers);
  return e;
}

export const hostileKinds: readonly HostileKind[] = [
  { is: 'marks with a wrong signature', honest: marked, hostile: (n) => {
    const e = openedFor(fewVoters);
    e.many(repeat(n, (i) => flip(e.signed(0x02, u64(e.now + i), 'board'), -1)));
    return e;
  } },
  { is: 'marks whose checkpoints have wrong signatures', honest: marked, hostile: (n) => {
    const e = marked(n);
    for (const [path, note] of e.files) if (path.startsWith('clock/')) e.files.set(path, spoilLines(note));
    return e;
  } },
  { is: 'revocations with a wrong signature', honest: (n) => open(n, (e, i) => e.revoke(`voter ${i}`), votersOf(n)), hostile: (n) => open(n, (e, i) => flip(e.revoke(`voter ${i}`), -1), votersOf(n)) },
  { is: 'reveals with a wrong proof', honest: marked, hostile: (n) => ceremony(n, (e) => {
    const body = e.reveal(3).subarray(1, -64);
    return e.signed(0x11, flip(body, -32), 'trustee 3');
  }, 'commit') },
  { is: 'share checks with a wrong proof', honest: marked, hostile: (n) => ceremony(n, (e) => {
    const body = e.shareCheck(3).subarray(1, -64);
    return e.signed(0x17, flip(body, -32), 'trustee 3');
  }, 'certify') },
  { is: 'ballots with a wrong proof', honest: ballots, hostile: (n) => ballots(n, (bytes) => flip(bytes, 35 + 12 * 64 + 34 + 5 * 32)) },
  { is: 'ballots with a wrong signature', honest: ballots, hostile: (n) => ballots(n, (bytes) => flip(bytes, -32)) },
  { is: 'ballots cast again', honest: ballots, hostile: (n) => {
    const voters = votersOf(n / 2);
    const e = openedFor(voters);
    e.vote(voters);
    // No two consecutive ballots replace ballots of one bundle.
    e.vote(voters.toSorted((one, other) => Number(one.name.slice(6)) % 16 - Number(other.name.slice(6)) % 16));
    e.close();
    e.admit();
    e.tally();
    return e;
  } },
  { is: 'challenged ballots that open to something else', honest: (n) => challenges(n, (body) => body), hostile: (n) => challenges(n, (body) => flip(body, 34 + 12 * 64)) },
  { is: 'challenged ballots with a wrong signature', honest: (n) => challenges(n, (body) => body), hostile: (n) => challenges(n, (body) => body, (entry) => flip(entry, -1)) },
  { is: 'a tally of elements that sum nothing', honest: ballots, hostile: (n) => {
    // A ballot has 96 bytes for each option, and a cell has 64, so three cells are as long as two ballots.
    const e = openedFor(fewVoters, manyUnits(Math.min(1000, Math.ceil(1.5 * n))));
    e.close();
    e.admit();
    e.tally(madeUpTally(e));
    return e;
  } },
  { is: 'one void share again and again', honest: (n) => {
    const e = tallied(50);
    e.decrypt(1);
    e.decrypt(2);
    e.marks(n);
    return e;
  }, hostile: (n) => {
    const e = tallied(50);
    const blob = e.blob(flip(e.shareBlob(1), -32));
    e.many(repeat(n, () => e.signed(0x51, concat(u8(1), blob), 'trustee 1')));
    return e;
  } },
  { is: 'a result with other votes in each cell', honest: () => finished(60), hostile: () => finished(60, 1) },
  { is: 'closings of a site that hold much and are void', honest: marked, hostile: (n) => {
    const e = openedWithSites();
    e.mark(closes);
    const hashes = repeat(20_000, (i) => concat(u32(i), new Uint8Array(28)));
    const blob = e.blob(concat(u32(20_000), ...hashes, u32(0)));
    for (let i = 0; i < n; i += 1) e.append(e.bySite(0x34, CHICAGO, u32(19_999 - i), u32(1 + i), blob));
    e.mark();
    return e;
  } },
  ...hostileActs,
]; // prettier-ignore
