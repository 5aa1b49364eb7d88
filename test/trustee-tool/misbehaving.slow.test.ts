/** Tests of the program among dishonest trustees: each attack ends as the spec says, and names the culprit. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeAbsence, encodeDeal, parseDeal } from '#crypto/ceremony/messages.ts';
import { add } from '#crypto/group.ts';
import { signEntry } from '#crypto/entry/entry.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { readCountedBallot } from '#crypto/ballot/ballot.ts';
import { modalities } from '#crypto/tally/cells.ts';
import { encodeTally, TallyBuilder } from '#crypto/tally/tally.ts';
import { Mirror } from '#trustee-tool/board/mirror.ts';
import { Trustee } from '#trustee-tool/driver/trustee.ts';
import type { Visit } from '#trustee-tool/driver/visit.ts';
import type { Exchange } from '#trustee-tool/exchange/exchange.ts';
import { TrusteeFolder } from '#trustee-tool/shared/folder.ts';
import { TrusteeProblem, type ProblemCode } from '#trustee-tool/shared/problems.ts';
import { Room } from '../ceremony/room.ts';
import { mini, miniChoices } from '../negative/mini.ts';
import { enrolled, PIN, PlayedTrustee } from './support.ts';

const directory = mkdtempSync(join(tmpdir(), 'sivei-room-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const problemOf = (work: Promise<unknown>): Promise<ProblemCode> =>
  work.then(
    () => expect.fail('there was no problem'),
    (error: unknown) => {
      if (error instanceof TrusteeProblem) return error.code;
      throw error;
    },
  );

describe('the program among trustees who cheat', () => {
  let room: Room;
  let home: string;
  /** Trustees 2 to 6, of whom 4 to 6 are alternates. */
  let others: readonly PlayedTrustee[];
  let me: Trustee;

  const exchange = (): Exchange => ({
    source: room.source,
    deliver: (_, message) => room.post(message),
    carried: false,
  });
  const trusteeIn = (folder: string): Trustee =>
    new Trustee(TrusteeFolder.open(folder), room.election, exchange(), async () => PIN);

  /** Lets the program take its next step, which must be `step`. */
  async function mine(step: string): Promise<Visit> {
    const visit = await me.visit();
    expect(visit.turn).toEqual({ step });
    if ('step' in visit.turn) await me.takeStep(visit.turn.step, visit);
    return visit;
  }
  const theirs = async (...numbers: readonly number[]): Promise<void> => {
    for (const number of numbers) await others[number - 2]!.postDue(room);
  };
  const culprits = (): readonly number[] => room.rehearsal.ceremony.culprits;

  beforeAll(async () => {
    const own = enrolled(directory, 'Custodia-1');
    home = own.home;
    others = await Promise.all([2, 3, 4, 5, 6].map((i) => PlayedTrustee.make(`Custodia ${i}`)));
    room = await Room.begin(
      join(directory, 'board'),
      mini,
      [own.enrollment, ...others.map(({ enrollment }) => enrollment)],
      { count: 3, threshold: 2, alternates: 3 },
    );
    me = trusteeIn(home);
  });

  test('a share that does not fit: it complains, and the dealer is out', async () => {
    await theirs(2, 3);
    await mine('commit');
    await theirs(2, 3);
    await mine('reveal');
    const honest = parseDeal(await others[0]!.message(room).then((message) => message.subarray(4)), 3);
    const [forMe, forThird] = honest.shares;
    const bad = encodeDeal({ ...honest, shares: [{ ...forMe!, m: add(forMe!.m, 1n) }, forThird!] });
    await room.post(await others[0]!.signed(room, bad));
    await theirs(3);
    await mine('deal');
    await mine('certify'); // the message is a complaint
    expect(room.rehearsal.ceremony.run.openComplaint).toMatchObject({ trustee: 1, dealer: 2 });
    await theirs(2); // trustee 2 answers and opens the share
    expect(culprits()).toEqual([2]);
  });

  test('a complaint that is false: it opens the share, and the accuser is out', async () => {
    await mine('commit');
    await theirs(3, 4);
    await mine('reveal');
    await theirs(3, 4);
    await mine('deal');
    await theirs(3, 4);
    const accuser = others[1]!;
    await room.post(await accuser.signed(room, accuser.secretsIn(room).complain(1)));
    await mine('answer');
    expect(culprits()).toEqual([2, 3]);
  });

  test('who withholds a message is declared absent, and the next run has new secrets', async () => {
    await mine('commit');
    await theirs(4);
    expect((await me.visit()).turn).toEqual({
      awaiting: { kind: 'trustees', message: 'commit', from: [5] },
    });
    const { rehearsal, election } = room;
    await rehearsal.mark(election.manifest.silenceSeconds + 1);
    const absence = await signEntry(
      rehearsal.parties.authority,
      election.id,
      encodeAbsence({ run: 3, trustee: 5, owed: Kind.commit }),
    );
    await rehearsal.board.append(absence);
    rehearsal.ceremony.accept(absence, rehearsal.now);
    await rehearsal.mark();
    expect(culprits()).toEqual([2, 3, 5]);
    await mine('commit');
    const seeds = [1, 2, 3, 4].map((run) =>
      Buffer.from(TrusteeFolder.open(home).seedOf(run)!).toString('hex'),
    );
    expect(new Set(seeds).size).toBe(4);
  });

  test('a rogue key, a message of another election, a second message: void, even if the board takes them', async () => {
    const { rehearsal } = room;
    const [fourth, sixth] = [others[2]!, others[4]!];
    await theirs(4, 6);
    const reveal = await sixth.message(room);
    const elsewhere = await signEntry(sixth.signer, new Uint8Array(32), reveal.subarray(4, -64));
    const rogue = await signEntry(
      sixth.signer,
      room.election.id,
      (await rogueReveal(sixth)).subarray(4, -64),
    );
    await theirs(4);
    const second = (await fourth.signed(room, fourth.secretsIn(room).reveal())).subarray(4);
    for (const entry of [elsewhere, rogue, second]) {
      expect(() => rehearsal.ceremony.accept(entry, rehearsal.now)).toThrow();
      await rehearsal.board.append(entry);
    }
    await rehearsal.mark(1);
    const { record } = await me.visit();
    expect(record.voids.map(({ trustee, why }) => [trustee, why])).toEqual([
      [6, 'ceremony: wrong signature'],
      [6, 'reveal: not what was committed to'],
      [4, 'ceremony: this trustee has sent this message already'],
    ]);
    await theirs(6);
  });

  /** Returns a reveal with secrets other than those that the trustee has committed to. */
  async function rogueReveal(of: PlayedTrustee): Promise<Uint8Array> {
    const stranger = await PlayedTrustee.make('nadie');
    Object.assign(stranger, { numberIn: () => of.numberIn(room) });
    return of.signed(room, stranger.secretsIn(room).reveal());
  }

  test('a copy of the folder from before says nothing twice: it stops where the board knows more than it does', async () => {
    const copy = join(directory, 'copy');
    cpSync(home, copy, { recursive: true });
    rmSync(join(copy, 'said/run-4-commit'));
    expect(await problemOf(trusteeIn(copy).visit())).toBe('said-otherwise');
    rmSync(join(copy, 'run-4.seed'));
    expect(await problemOf(trusteeIn(copy).visit())).toBe('secrets-missing');
  });

  test('and the ceremony ends well', async () => {
    await mine('reveal');
    for (const step of ['deal', 'certify', 'share-check', 'seal']) {
      await theirs(4, 6);
      await mine(step);
    }
    expect((await me.visit()).turn).toEqual({ awaiting: { kind: 'opening' } });
  });

  test('at the count it opens neither a chosen ballot nor a sum of others, and says nothing', async () => {
    await room.vote([miniChoices, miniChoices, miniChoices]);
    await room.rehearsal.close();
    const { record, checkpoint } = await me.visit();
    const before = join(directory, 'before');
    cpSync(room.directory, before, { recursive: true });
    expect(record.ballots).toBe(3);
    expect(checkpoint.size).toBe(record.state.size);
    const single = new TallyBuilder(room.election);
    single.add(readCountedBallot(await aBallot(), room.election), modalities.internet);
    await room.rehearsal.publishTally(encodeTally(single.build()));
    const visit = await me.visit();
    expect(visit.turn).toEqual({ step: 'decrypt' });
    expect(await problemOf(me.takeStep('decrypt', visit))).toBe('tally-wrong');
    expect(TrusteeFolder.open(home).savedMessage('count')).toBeUndefined();
  });

  async function aBallot(): Promise<Uint8Array> {
    const { size } = room.rehearsal.board;
    for await (const entries of new Mirror(TrusteeFolder.open(home).mirror).bundles(size))
      for (const entry of entries) if (entry[0] === 0x40) return entry;
    throw new Error('there is none');
  }
});
