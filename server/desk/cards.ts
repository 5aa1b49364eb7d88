/**
 * Issuing and spoiling of voters' cards, and their delivery to the board. A card is in the journal before anybody sees
 * it.
 * @module
 */

import { randomUUID } from 'node:crypto';
import { formatCard } from '#crypto/card.ts';
import { deriveCredential } from '#crypto/credential.ts';
import { encodeElement } from '#crypto/group.ts';
import { signEntry } from '#crypto/entry/entry.ts';
import { encodeIssue, grounds, parseIssue } from '#crypto/record/in-person.ts';
import { stageOf, type Desk } from './desk.ts';
import { endOf } from './hours.ts';
import type { DeskCard } from './ledger.ts';
import { lookUp } from './people.ts';
import { deskProblem } from './problems.ts';
import type { By, Claimed } from './registry-link.ts';

export interface GivenCard {
  /** Content of the card's QR code; it holds the voter's secret. */
  readonly card: string;
  readonly minutes: number;
  readonly onBoard: boolean;
  /** Sequence number of the card at this site. */
  readonly number: number;
}

export class Cards {
  readonly #desk: Desk;
  /** The last operation under way. Operations run one at a time, so that no two people get the same code of the kit. */
  #last: Promise<unknown> = Promise.resolve();
  #kitIsOnBoard = false;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /**
   * Issues a card to the person. Throws the error to answer if this is not allowed. After a lost answer the person
   * already has a card, which must be spoiled before another is given.
   */
  give(person: string, by: By): Promise<GivenCard> {
    return this.#inTurn(() => this.#giveNow(person, by));
  }

  async #giveNow(person: string, by: By): Promise<GivenCard> {
    const desk = this.#desk;
    const { ledger } = desk;
    this.#assertOpen();
    const { verdict, why } = await lookUp(desk, person, by.clerk);
    if (why === 'card-open') throw deskProblem('card-open');
    if (verdict === 'supervisor' && by.supervisor === undefined) throw deskProblem('supervisor-needed');
    if (verdict === 'voted' || verdict === 'not-here') throw deskProblem('not-served', why);
    const code = desk.kit.codes[ledger.nextCode];
    if (code === undefined) throw deskProblem('no-codes');
    const claim = await this.#claimFor(person);
    const { offline, ...claimed } = await this.#claimed(person, claim, by);
    const issue = await this.#sign(code, claimed);
    if (!this.#kitIsOnBoard) await this.#assertKitOnBoard(issue);
    const { clerk, supervisor, reason } = by;
    await ledger.record({
      is: 'card',
      person,
      claim,
      clerk,
      ...(supervisor !== undefined && { supervisor }),
      ...(reason !== undefined && { reason }),
      ground: claimed.ground,
      code: ledger.nextCode,
      issue: Buffer.from(issue).toString('base64'),
      offline,
    });
    const given = ledger.cardOf(person)!;
    const refusal = await this.#post(given);
    if (refusal !== undefined) throw deskProblem('issue-refused', refusal);
    return {
      card: formatCard({ issue, code }),
      minutes: desk.cardMinutes,
      onBoard: given.state === 'posted',
      number: given.number,
    };
  }

  /** Spoils the person's card: its credential is revoked, so nobody can vote with it any more. */
  spoil(person: string, by: By & { readonly supervisor: string; readonly reason: string }): Promise<void> {
    return this.#inTurn(async () => {
      const { ledger, registry, link } = this.#desk;
      const card = ledger.cardOf(person);
      if (!card) throw deskProblem('no-card');
      const { credential } = parseIssue(card.issue);
      await link.need(() => registry.spoil(person, card.claim, credential, by));
      const { clerk, supervisor, reason } = by;
      await ledger.record({ is: 'spoiled', code: card.code, clerk, supervisor, reason });
    });
  }

  /**
   * Delivers cards that are not on the board yet, and reports to the registry the claims that were made without a link.
   * Returns whether the servers answered.
   */
  async deliver(): Promise<boolean> {
    const { ledger, registry, link } = this.#desk;
    for (const card of ledger.cards.filter(({ state }) => state === 'given')) {
      await this.#post(card);
      if (card.state === 'given') return false;
    }
    const waiting = ledger.cards.filter(({ toReconcile }) => toReconcile);
    if (waiting.length === 0) return link.up;
    const claims = waiting.map(({ person, claim }) => ({ person, claim }));
    const answered = await link.try(() => registry.reconcile(claims, 'desk'));
    if (!answered) return false;
    const conflicts = new Map(answered.answer.map(({ claim, error }) => [claim, error]));
    for (const { claim } of claims) {
      const conflict = conflicts.get(claim);
      await ledger.record({ is: 'reconciled', claim, ...(conflict !== undefined && { conflict }) });
    }
    return true;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#last.then(work, work);
    this.#last = next.catch(() => undefined);
    return next;
  }

  #assertOpen(): void {
    const { site, now } = this.#desk;
    const end = endOf(this.#desk);
    const stage = stageOf(this.#desk);
    if (stage === 'before') throw deskProblem('not-open');
    if (stage === 'closed' || now() >= end + site.grace) throw deskProblem('closed');
  }

  /**
   * Returns the id of the person's claim, which is created if there is none. The registry identifies a claim by this
   * id, so a request is repeated with the same id after a lost answer or a spoiled card.
   */
  async #claimFor(person: string): Promise<string> {
    const { ledger } = this.#desk;
    const known = ledger.claims.get(person);
    if (known !== undefined) return known;
    const claim = randomUUID();
    await ledger.record({ is: 'claiming', person, claim });
    return claim;
  }

  async #claimed(person: string, claim: string, by: By): Promise<Claimed & { readonly offline: boolean }> {
    const { registry, link, people } = this.#desk;
    const answered = await link.try(() => registry.claim(person, claim, by));
    if (answered) return { ...answered.answer, offline: false };
    const own = people.get(person);
    if (!own) throw deskProblem('no-link');
    return { unit: own.unit, style: own.style, ground: grounds.registered, offline: true };
  }

  #sign(code: string, { unit, style, ground }: Claimed): Promise<Uint8Array> {
    const { election, site, signer, now } = this.#desk;
    const credential = encodeElement(deriveCredential(election.id, code).X);
    // The entry is public: round to the minute, so that it does not reveal the second at which a person stood at the
    // desk. The time decides nothing (§11.3).
    const seconds = now() - (now() % 60);
    const issue = { site: site.position, credential, style, unit, ground, seconds };
    return signEntry(signer, election.id, encodeIssue(issue));
  }

  /**
   * Asks the board, until it has answered once, whether it lists the kit's pool of credentials, and throws if it does
   * not. Nobody could vote with a card of another pool.
   */
  async #assertKitOnBoard(issue: Uint8Array): Promise<void> {
    const { board, link } = this.#desk;
    const answered = await link.try(() => board.credential(parseIssue(issue).credential));
    if (answered && !answered.answer.listed) throw deskProblem('kit-not-on-board');
    this.#kitIsOnBoard = answered !== undefined;
  }

  /**
   * Posts the entry that issues the card's credential. Returns the board's reason if it refused the entry; returns
   * undefined if it accepted the entry or did not answer.
   */
  async #post(card: DeskCard): Promise<string | undefined> {
    const { ledger, board, link } = this.#desk;
    const answered = await link.try(() => board.post(card.issue));
    if (!answered) return undefined;
    const why = answered.answer;
    await ledger.record(
      why === undefined ? { is: 'posted', code: card.code } : { is: 'refused', code: card.code, why },
    );
    return why;
  }
}
