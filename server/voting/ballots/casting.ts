/**
 * Casting of ballots, from their bytes to the receipt. Every step is idempotent: repeated with the same bytes it gives
 * the same result. Once an entry is on the board, its receipt is the answer, even if a step failed in between.
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
import { areDistinctPads } from '#crypto/record/rules/ballots.ts';
import type { Board } from '../board/board.ts';
import { boardProblem } from '../board/problems.ts';
import { postOfficial } from '../board/entry-intake.ts';
import type { Outcome, Receipted } from '../board/receipts.ts';
import { submit, type Submission } from '../board/submissions.ts';
import { Problem } from '../../shared/http/problem.ts';
import type { Admission, Slot } from './admission.ts';
import type { BallotChecks } from './ballot-checks.ts';
import { lookUp, type Asked, type Found, type ListedCredential } from './look-up.ts';
import { ballotErrors } from '../../api/errors.ts';
import { ballotProblem, type BallotProblemCode } from './problems.ts';
import { assertOwn, type Admitted } from './tickets.ts';

/** Time for which a voter waits for the board; the ballot is stored by then. */
const RECEIPT_TIMEOUT_MS = 15_000;
/**
 * Maximum number of challenges of one credential over all its tickets. They are counted from the first challenge until
 * the ticket of that challenge expires.
 */
const MAX_CHALLENGES = 20;

export interface CastingOptions {
  readonly board: Board;
  /** Returns the ballot checks, or undefined before the election key exists. */
  readonly checks: () => BallotChecks | undefined;
  /** Admission control, which gives each ballot a slot. */
  readonly admission: Admission;
  /** Signer with the board's key, which signs challenged ballots. */
  readonly signer: Signer;
}

export class Casting {
  readonly #options: CastingOptions;
  readonly #challenges = new Map<string, { count: number; readonly notAfter: number }>();

  constructor(options: CastingOptions) {
    this.#options = options;
  }

  /** Casts a ballot and returns its receipt; throws the error to answer if that fails. */
  async cast(ticket: Admitted, bytes: Uint8Array): Promise<Receipted> {
    const { board } = this.#options;
    const read = readEncodedBallot(bytes, board.election);
    if (!read) throw ballotProblem('bad-ballot', 'form');
    const { style, unit, credential, contests, tracker } = read.ballot;
    assertOwn(ticket, credential);
    const asked = { ticket: ticket.name, key: tracker, credential };
    const kind = bytes[0]!;
    const found = await this.#lookUp(asked);
    if (found.leaf) return this.#awaitStored({ kind, key: tracker, leaf: found.leaf });
    return this.#admitAndStore(async () => {
      this.#assertOpen(ticket.card === undefined);
      await this.#assertPossession(ticket);
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
      if (!areDistinctPads(pads)) throw ballotProblem('copied');
      return { kind, key: tracker, leaf: leafHash(bytes), bytes, caster, pad: pads[0]! };
    });
  }

  /** Publishes the opening of a ballot that is not cast; `unsigned` is `kind || body` (spec §7.8). */
  async challenge(ticket: Admitted, unsigned: Uint8Array): Promise<Receipted> {
    const { board, signer } = this.#options;
    const { tracker, pads } = openingOf(unsigned, board.election);
    const kind = unsigned[0]!;
    const { leaf } = await this.#lookUp({
      ticket: ticket.name,
      key: tracker,
      credential: ticket.credential,
    });
    if (leaf) return this.#awaitStored({ kind, key: tracker, leaf });
    return this.#admitAndStore(async () => {
      this.#assertOpen(true);
      await this.#assertPossession(ticket);
      this.#countChallenge(ticket);
      await this.#check(unsigned);
      const bytes = await signEntry(signer, board.election.id, unsigned);
      const encoded = pads.map(encodeElement);
      if (!areDistinctPads(encoded)) throw ballotProblem('copied');
      return { kind, key: tracker, leaf: leafHash(bytes), bytes, pad: encoded[0]! };
    });
  }

  async #lookUp(asked: Asked): Promise<Found> {
    const found = await lookUp(this.#options.board.pool, asked);
    if (found.ticketRevoked) throw ballotProblem('ticket');
    return found;
  }

  /** Checks and stores a ballot in a slot of its own and waits for its receipt. Once stored, it cannot be lost. */
  async #admitAndStore(checked: () => Promise<Submission>): Promise<Receipted> {
    const slot = this.#options.admission.enter();
    try {
      const receipted = await this.#storeAt(slot, await checked());
      slot.release({ done: true });
      return receipted;
    } finally {
      slot.release({ done: false });
    }
  }

  async #storeAt(slot: Slot, submission: Submission): Promise<Receipted> {
    const { board } = this.#options;
    const { key, kind, bytes, caster } = submission;
    const waiter = board.receipts.wait(submission, RECEIPT_TIMEOUT_MS); // before storing, so that no outcome is missed
    try {
      const { leaf, isNew } = await submit(board.pool, submission);
      if (!leaf) throw ballotProblem(caster?.single === false ? 'busy' : 'already-voted');
      // While publishing fails ballots are stored nevertheless, so that none is late because of it.
      if (board.failure) slot.release({ done: true });
      // A challenge sent twice is signed twice, and only one of the two is stored: wait for that one.
      if (!isNew) return await this.#awaitStored({ kind, key, leaf });
      const end = await waiter.outcome;
      if (end && 'index' in end) {
        const receipted = await board.receiptAt(end.index, bytes);
        if (receipted) return receipted;
      }
      // The same ballot may have been submitted twice, and this one rejected because the first is on the board.
      return await this.#publishedOrThrow(codeOf(end), submission);
    } finally {
      waiter.end();
    }
  }

  /** Returns the receipt of a stored ballot, once it is on the board. */
  async #awaitStored({ key, leaf, kind }: Pick<Submission, 'key' | 'leaf' | 'kind'>): Promise<Receipted> {
    const waiter = this.#options.board.receipts.wait({ key, leaf }, RECEIPT_TIMEOUT_MS);
    try {
      const known = await this.#findPublished(key, kind);
      if (known) return known;
      const end = await waiter.outcome;
      return await this.#publishedOrThrow(codeOf(end), { key, kind });
    } finally {
      waiter.end();
    }
  }

  /** Returns the receipt from the board; otherwise throws the reason for the rejection, or `not-yet`. */
  async #publishedOrThrow(
    refused: string | undefined,
    { key, kind }: Pick<Submission, 'key' | 'kind'>,
  ): Promise<Receipted> {
    const known = await this.#findPublished(key, kind);
    if (known) return known;
    throw refused === undefined ? boardProblem('not-yet') : refusal(refused);
  }

  /** Returns the receipt for this tracker, if any. An opened ballot cannot be cast, nor a cast one opened. */
  async #findPublished(tracker: Uint8Array, kind: number): Promise<Receipted | undefined> {
    const found = await this.#options.board.receiptOf(tracker);
    if (found && found.entry[0] !== kind) throw ballotProblem('copied');
    return found;
  }

  /** Rejects ballots outside the voting hours at once; the sequencer has the final decision (select-ballots.ts). */
  #assertOpen(byInternet: boolean): void {
    const { state, now } = this.#options.board;
    if (state.stage === 'setup' || now < state.election.opens) throw ballotProblem('not-open');
    if (state.stage !== 'open' || (byInternet && now >= state.graceEnds)) throw ballotProblem('too-late');
  }

  /**
   * Verifies a card's proof before anything is counted or checked for its credential. The issue alone does not prove
   * possession, because it is public.
   */
  async #assertPossession({ card, credential }: Admitted): Promise<void> {
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

  /**
   * Counts a challenge; throws `too-many-challenges` at the limit. The count is only in the memory of this node,
   * because it must not be stored.
   */
  #countChallenge({ credential, notAfter }: Admitted): void {
    const { now } = this.#options.board;
    for (const [name, { notAfter: over }] of this.#challenges) if (over < now) this.#challenges.delete(name);
    const name = toHex(credential);
    const own = this.#challenges.get(name) ?? { count: 0, notAfter };
    if (own.count >= MAX_CHALLENGES) throw ballotProblem('too-many-challenges');
    own.count += 1;
    this.#challenges.set(name, own);
  }
}

/**
 * Throws unless the credential is listed for this style and unit, is not revoked, and may still cast a ballot. A
 * credential of a site's pool needs a card with its issue, any other the registry's ticket.
 */
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

function openingOf(unsigned: Uint8Array, election: Election): ReturnType<typeof parseChallenge> {
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
