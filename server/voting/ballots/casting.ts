/**
 * From a ballot's bytes to its receipt. Every step may be repeated with the same bytes and comes to the same end: what
 * is on the board stays the answer, whatever broke in between.
 * @module
 */

import { concat, toHex } from '#crypto/bytes.ts';
import type { Signer } from '#crypto/ecdsa.ts';
import { leafHash } from '#crypto/log/merkle.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { readEncodedBallot } from '#crypto/ballot/encodings.ts';
import { parseChallenge } from '#crypto/ballot/challenge.ts';
import { SIGNATURE_LENGTH, signEntry } from '#crypto/entry/entry.ts';
import { encodeElement } from '#crypto/group.ts';
import type { Board } from '../board/board.ts';
import { boardProblem } from '../board/problems.ts';
import { postOfficial } from '../board/entry-intake.ts';
import type { Outcome, Receipted } from '../board/receipts.ts';
import { submit, type Submission } from '../board/submissions.ts';
import { Problem } from '../../shared/http/problem.ts';
import type { Admission, Place } from './admission.ts';
import type { BallotChecks } from './ballot-checks.ts';
import { lookUp, type Asked, type Found, type ListedCredential } from './look-up.ts';
import { ballotErrors } from '../../api/errors.ts';
import { ballotProblem, type BallotProblemCode } from './problems.ts';
import { assertOwn, type Admitted } from './tickets.ts';

/** Milliseconds for which a voter waits for the board; the ballot is stored by then. */
const PATIENCE = 15_000;
/** Challenges of one credential, over all its tickets, from the first until its ticket is over. */
const CHALLENGES = 20;

export interface CastingOptions {
  readonly board: Board;
  /** Starts with the key of the election; undefined before there is one. */
  readonly checks: () => BallotChecks | undefined;
  /** Gives a place to each ballot. */
  readonly admission: Admission;
  /** The board's key, which signs challenged ballots. */
  readonly signer: Signer;
}

export class Casting {
  readonly #options: CastingOptions;
  readonly #challenges = new Map<string, { count: number; readonly notAfter: number }>();

  constructor(options: CastingOptions) {
    this.#options = options;
  }

  /** Casts a ballot; throws the problem to answer. */
  async cast(ticket: Admitted, bytes: Uint8Array): Promise<Receipted> {
    const { board } = this.#options;
    const read = readEncodedBallot(bytes, board.election);
    if (!read) throw ballotProblem('bad-ballot', 'form');
    const { style, unit, credential, contests, tracker } = read.ballot;
    assertOwn(ticket, credential);
    const asked = { ticket: ticket.name, key: tracker, credential };
    const kind = bytes[0]!;
    const found = await this.#lookUp(asked);
    if (found.leaf) return this.#stored({ kind, key: tracker, leaf: found.leaf });
    return this.#record(async () => {
      this.#assertOpen(ticket.card === undefined);
      await this.#assertHolds(ticket);
      let { listed } = found;
      if (ticket.card) {
        await postOfficial(board, ticket.card.issue);
        ({ listed } = await this.#lookUp(asked)); // its issue gives the credential style and unit
      }
      const single = ticket.card !== undefined || board.election.manifest.revoting === 'none';
      const caster = { credential, style: style.position, unit, single };
      assertMayVote(listed, caster, ticket.card !== undefined);
      await this.#check(bytes);
      const pads = contests.flatMap(({ ciphertexts }) => ciphertexts.map(({ pad }) => pad));
      return { kind, key: tracker, leaf: leafHash(bytes), bytes, caster, pads };
    });
  }

  /** Publishes the opening of a ballot that is not cast; `unsigned` is `kind || body` (spec §7.8). */
  async challenge(ticket: Admitted, unsigned: Uint8Array): Promise<Receipted> {
    const { board, signer } = this.#options;
    const { tracker, pads } = openedOf(unsigned, board.election);
    const kind = unsigned[0]!;
    const { leaf } = await this.#lookUp({
      ticket: ticket.name,
      key: tracker,
      credential: ticket.credential,
    });
    if (leaf) return this.#stored({ kind, key: tracker, leaf });
    return this.#record(async () => {
      this.#assertOpen(true);
      await this.#assertHolds(ticket);
      this.#countChallenge(ticket);
      await this.#check(unsigned);
      const bytes = await signEntry(signer, board.election.id, unsigned);
      return { kind, key: tracker, leaf: leafHash(bytes), bytes, pads: pads.map(encodeElement) };
    });
  }

  async #lookUp(asked: Asked): Promise<Found> {
    const found = await lookUp(this.#options.board.pool, asked);
    if (found.ticketRevoked) throw ballotProblem('ticket');
    return found;
  }

  /** Checks it, stores it, from which moment it is not lost, and waits for its receipt, in a place of its own. */
  async #record(checked: () => Promise<Submission>): Promise<Receipted> {
    const place = this.#options.admission.enter();
    try {
      const receipted = await this.#recordAt(place, await checked());
      place.leave({ done: true });
      return receipted;
    } finally {
      place.leave({ done: false });
    }
  }

  async #recordAt(place: Place, submission: Submission): Promise<Receipted> {
    const { board } = this.#options;
    const { key, kind, bytes, caster } = submission;
    const waiter = board.receipts.wait(submission, PATIENCE); // before it is stored, so that nothing falls in between
    try {
      const { leaf, isNew } = await submit(board.pool, submission);
      if (!leaf) throw ballotProblem(caster?.single === false ? 'busy' : 'already-voted');
      // While nothing can be published ballots are stored all the same, so that none is late for it.
      if (board.failure) place.leave({ done: true });
      // A challenge that comes twice is signed twice, and one of the two is stored: that one is waited for.
      if (!isNew) return await this.#stored({ kind, key, leaf });
      const end = await waiter.outcome;
      if (end && 'index' in end) {
        const receipted = await board.receiptAt(end.index, bytes);
        if (receipted) return receipted;
      }
      // The same may have come a second time, and be refused because the first is on the board.
      return await this.#knownOr(codeOf(end), submission);
    } finally {
      waiter.end();
    }
  }

  /** The receipt of what is stored already, once it is on the board. */
  async #stored({ key, leaf, kind }: Pick<Submission, 'key' | 'leaf' | 'kind'>): Promise<Receipted> {
    const waiter = this.#options.board.receipts.wait({ key, leaf }, PATIENCE);
    try {
      const known = await this.#known(key, kind);
      if (known) return known;
      const end = await waiter.outcome;
      return await this.#knownOr(codeOf(end), { key, kind });
    } finally {
      waiter.end();
    }
  }

  /** What is on the board; else throws why it was refused, or that it is not there yet. */
  async #knownOr(
    refused: string | undefined,
    { key, kind }: Pick<Submission, 'key' | 'kind'>,
  ): Promise<Receipted> {
    const known = await this.#known(key, kind);
    if (known) return known;
    throw refused === undefined ? boardProblem('not-yet') : refusal(refused);
  }

  /** What is on the board under this tracker: an opened ballot cannot be cast, nor a cast one opened. */
  async #known(tracker: Uint8Array, kind: number): Promise<Receipted | undefined> {
    const found = await this.#options.board.receiptOf(tracker);
    if (found && found.entry[0] !== kind) throw ballotProblem('copied');
    return found;
  }

  /** Before the hour and after it the answer comes at once; the sequencer decides (select-ballots.ts). */
  #assertOpen(byInternet: boolean): void {
    const { state, now } = this.#options.board;
    if (state.stage === 'setup' || now < state.election.opens) throw ballotProblem('not-open');
    if (state.stage !== 'open' || (byInternet && now >= state.graceEnds)) throw ballotProblem('too-late');
  }

  /** Verifies a card's proof before anything is counted or checked for its credential: the issue alone is public. */
  async #assertHolds({ card, credential }: Admitted): Promise<void> {
    if (card && (await this.#checks().check({ ...card, X: credential }))) throw ballotProblem('ticket');
  }

  #checks(): BallotChecks {
    const checks = this.#options.checks();
    if (!checks) throw ballotProblem('not-open');
    return checks;
  }

  async #check(bytes: Uint8Array): Promise<void> {
    const fault = await this.#checks().check(bytes);
    if (fault === 'opening') throw ballotProblem('bad-challenge');
    if (fault) throw ballotProblem('bad-ballot', fault);
  }

  /** Counted in memory, by node: nothing of it is to last. */
  #countChallenge({ credential, notAfter }: Admitted): void {
    const { now } = this.#options.board;
    for (const [name, { notAfter: over }] of this.#challenges) if (over < now) this.#challenges.delete(name);
    const name = toHex(credential);
    const own = this.#challenges.get(name) ?? { count: 0, notAfter };
    if (own.count >= CHALLENGES) throw ballotProblem('too-many-challenges');
    own.count += 1;
    this.#challenges.set(name, own);
  }
}

/** The credential of a site's pool votes there, with its issue in hand; all others with a ticket. */
function assertMayVote(
  listed: ListedCredential | undefined,
  { style, unit, single }: NonNullable<Submission['caster']>,
  atSite: boolean,
): void {
  const fits = listed?.style === style && listed.unit === unit && listed.atSite === atSite;
  if (!fits) throw ballotProblem('credential-unknown');
  if (listed.revoked) throw ballotProblem('credential-revoked');
  if (listed.voted && single) throw ballotProblem('already-voted');
}

function openedOf(unsigned: Uint8Array, election: Election): ReturnType<typeof parseChallenge> {
  try {
    return parseChallenge(concat(unsigned, new Uint8Array(SIGNATURE_LENGTH)), election);
  } catch {
    throw ballotProblem('bad-challenge', 'form');
  }
}

const codeOf = (outcome: Outcome): string | undefined =>
  outcome && 'refused' in outcome ? outcome.refused.code : undefined;

const refusal = (code: string): Problem =>
  new Problem(code, ballotErrors[code as BallotProblemCode] ?? ballotErrors['bad-ballot']);
