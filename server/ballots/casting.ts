/**
 * From a ballot's bytes to its receipt. Every step may be repeated with the same bytes and comes to the same end: what
 * is on the board stays the answer, whatever broke in between.
 * @module
 */

import { concat, toHex } from '#crypto/bytes.ts';
import type { Signer } from '#crypto/ecdsa.ts';
import { leafHash } from '#crypto/log/merkle.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { readEncodedBallot } from '#crypto/record/ballot-encodings.ts';
import { parseChallenge } from '#crypto/record/challenge.ts';
import { SIGNATURE_LENGTH, signEntry } from '#crypto/record/entry.ts';
import { encodeElement } from '#crypto/group.ts';
import type { Board } from '../board/board.ts';
import { boardProblem } from '../board/problems.ts';
import { postOfficial } from '../board/official.ts';
import type { Receipted } from '../board/receipts.ts';
import { storedLeaf, submit, type Submission } from '../board/submissions.ts';
import { Problem } from '../http/problem.ts';
import type { BallotChecks } from './ballot-checks.ts';
import { ballotProblem, ballotProblems, type BallotProblemCode } from './problems.ts';
import { assertOwn, type Admitted } from './tickets.ts';

/** Milliseconds for which a voter waits for the board; the ballot is stored by then. */
const PATIENCE = 15_000;
/** Ballots that may wait for the threads that check them. */
const LONGEST_QUEUE = 1_000;
/** Challenges of one credential, over all its tickets, from the first until its ticket is over. */
const CHALLENGES = 20;

export interface CastingOptions {
  readonly board: Board;
  /** Starts with the key of the election; undefined before there is one. */
  readonly checks: () => BallotChecks | undefined;
  /** The board's key, which signs challenged ballots. */
  readonly signer: Signer;
}

export class Casting {
  private readonly options: CastingOptions;
  private readonly challenges = new Map<string, { count: number; readonly notAfter: number }>();

  constructor(options: CastingOptions) {
    this.options = options;
  }

  /** Casts a ballot; throws the problem to answer. */
  async cast(ticket: Admitted, bytes: Uint8Array): Promise<Receipted> {
    const { election } = this.options.board;
    const read = readEncodedBallot(bytes, election);
    if (!read) throw ballotProblem('bad-ballot', 'form');
    const { style, unit, credential, contests, tracker } = read.ballot;
    assertOwn(ticket, credential);
    const single = ticket.issue !== undefined || election.manifest.revoting === 'none';
    return this.record(
      {
        kind: bytes[0]!,
        key: tracker,
        leaf: leafHash(bytes),
        bytes,
        caster: { credential, style: style.position, unit, single },
        pads: contests.flatMap(({ ciphertexts }) => ciphertexts.map(({ pad }) => pad)),
      },
      ticket.issue,
    );
  }

  /** Publishes the opening of a ballot that is not cast; `unsigned` is `kind || body` (spec §7.8). */
  async challenge(ticket: Admitted, unsigned: Uint8Array): Promise<Receipted> {
    const { board, signer } = this.options;
    const { tracker, pads } = openedOf(unsigned, board.election);
    const known = await this.known(tracker, unsigned[0]!);
    if (known) return known;
    this.countChallenge(ticket);
    await this.check(unsigned);
    const bytes = await signEntry(signer, board.election.id, unsigned);
    return this.record({
      kind: bytes[0]!,
      key: tracker,
      leaf: leafHash(bytes),
      bytes,
      pads: pads.map(encodeElement),
    });
  }

  /** What is on the board already, or is put there now. */
  private async record(submission: Submission, issue?: Uint8Array): Promise<Receipted> {
    const { board } = this.options;
    const { key, kind } = submission;
    // A challenge that comes twice is signed twice, and one of the two is stored: that one is waited for.
    const leaf = (await storedLeaf(board.pool, key)) ?? (await this.store(submission, issue));
    const waiter = board.receipts.wait({ key, leaf }, PATIENCE);
    try {
      const known = await this.known(key, kind);
      if (known) return known;
      const end = await waiter.outcome;
      if (end && 'refused' in end) throw refusal(end.refused.code);
      const receipted = await this.known(key, kind);
      if (!receipted) throw boardProblem('not-yet');
      return receipted;
    } finally {
      waiter.end();
    }
  }

  /** From its end on the ballot is not lost. Gives the leaf hash that is stored. */
  private async store(submission: Submission, issue?: Uint8Array): Promise<Uint8Array> {
    this.assertOpen(issue === undefined);
    if (submission.caster) {
      if (issue) await postOfficial(this.options.board, issue);
      await this.assertMayVote(submission.caster, issue !== undefined);
      await this.check(submission.bytes);
    }
    const leaf = await submit(this.options.board.pool, submission);
    if (!leaf) throw ballotProblem('already-voted');
    return leaf;
  }

  /** What is on the board under this tracker: an opened ballot cannot be cast, nor a cast one opened. */
  private async known(tracker: Uint8Array, kind: number): Promise<Receipted | undefined> {
    const found = await this.options.board.receiptOf(tracker);
    if (found && found.entry[0] !== kind) throw ballotProblem('copied');
    return found;
  }

  /** Before the hour and after it the answer comes at once; the sequencer decides (select-ballots.ts). */
  private assertOpen(byInternet: boolean): void {
    const { state, now } = this.options.board;
    if (state.stage === 'setup' || now < state.election.opens) throw ballotProblem('not-open');
    if (state.stage !== 'open' || (byInternet && now >= state.graceEnds)) throw ballotProblem('too-late');
  }

  /** The credential of a site's pool votes there, with its issue in hand; all others with a ticket. */
  private async assertMayVote(
    { credential, style, unit, single }: NonNullable<Submission['caster']>,
    atSite: boolean,
  ): Promise<void> {
    const { rows } = await this.options.board.pool.query<{ fits: boolean; revoked: boolean; voted: boolean }>(
      `select style = $2 and unit = $3 as fits, revoked,
          exists (select from voting.ballot b where b.credential = c.credential) as voted
        from voting.credential c where credential = $1 and (site is not null) = $4`,
      [credential, style, unit, atSite],
    );
    const [row] = rows;
    if (!row?.fits) throw ballotProblem('credential-unknown');
    if (row.revoked) throw ballotProblem('credential-revoked');
    if (row.voted && single) throw ballotProblem('already-voted');
  }

  private async check(bytes: Uint8Array): Promise<void> {
    const checks = this.options.checks();
    if (!checks) throw ballotProblem('not-open');
    if (checks.backlog > LONGEST_QUEUE) throw ballotProblem('busy');
    const fault = await checks.check(bytes);
    if (fault === 'opening') throw ballotProblem('bad-challenge');
    if (fault) throw ballotProblem('bad-ballot', fault);
  }

  /** Counted in memory, by node: nothing of it is to last. */
  private countChallenge({ credential, notAfter }: Admitted): void {
    const { now } = this.options.board;
    for (const [name, { notAfter: over }] of this.challenges) if (over < now) this.challenges.delete(name);
    const name = toHex(credential);
    const own = this.challenges.get(name) ?? { count: 0, notAfter };
    if (own.count >= CHALLENGES) throw ballotProblem('too-many-challenges');
    own.count += 1;
    this.challenges.set(name, own);
  }
}

function openedOf(unsigned: Uint8Array, election: Election): ReturnType<typeof parseChallenge> {
  try {
    return parseChallenge(concat(unsigned, new Uint8Array(SIGNATURE_LENGTH)), election);
  } catch {
    throw ballotProblem('bad-challenge', 'form');
  }
}

const refusal = (code: string): Problem =>
  new Problem(code, ballotProblems[code as BallotProblemCode] ?? ballotProblems['bad-ballot']);
