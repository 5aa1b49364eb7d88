/**
 * Service of the check page in the web worker: reads entries from the board or from a receipt file, and verifies them.
 * @module
 */

import { equalBytes, toHex, utf8 } from '#crypto/bytes.ts';
import { credentialId } from '#crypto/credential.ts';
import { parseReceipt } from '#crypto/log/receipt.ts';
import { decodeBase64, decodeUtf8 } from '#crypto/log/text.ts';
import type { Element } from '#crypto/group.ts';
import { parseHuman } from '#crypto/human-code.ts';
import {
  findBallotFault,
  parseBallot,
  printTracker,
  TRACKER_CHARACTERS,
  type Ballot,
} from '#crypto/ballot/ballot.ts';
import { opensCorrectly, parseChallenge, type ChallengedBallot } from '#crypto/ballot/challenge.ts';
import { checkEntrySignature } from '#crypto/entry/entry.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { BoothError, type Checker, type Found, type ShownElection } from '../contract/booth.ts';
import { demand, fault, isFault, must } from '../contract/faults.ts';
import { parseReceiptFile } from '../board/receipt-file.ts';
import { verifyReceipt } from '../board/receipt.ts';
import { printedForm } from '../contract/typed.ts';
import type { Answered } from '../api/voting.ts';
import { ElectionService } from './election-service.ts';
import { shownElection } from './page-election.ts';

/** Faults that only prevent a check. They say nothing about whether the board is right. */
const UNAVAILABLE = ['network', 'board-missing', 'unavailable', 'internal', 'too-slow'];

type Proved = Extract<Found, { kind: 'cast' | 'opened' }>;

export class CheckService extends ElectionService implements Checker {
  async open(): Promise<ShownElection> {
    await this.board.open();
    return shownElection(this.election);
  }

  async lookUp(typed: string): Promise<Found> {
    const name = trackerName(typed);
    try {
      const key = this.board.key ?? (await this.board.open());
      const answered = await this.voting.find(name);
      if (!answered) return { kind: 'absent' };
      return await this.#verdictOf(async () => {
        const entry = this.#parse(answered.entry);
        demand([toHex(entry.tracker), printTracker(entry.tracker)].includes(name), 'receipt-other-entry');
        return this.#find(answered, entry, key, true);
      });
    } catch (error) {
      if (isFault(error, ...UNAVAILABLE)) return { kind: 'unanswered' };
      throw error;
    }
  }

  async checkReceipt(file: Uint8Array): Promise<Found> {
    const isOnline = await this.#isOnline();
    const answered = await this.#readReceipt(file);
    return this.#verdictOf(async () => {
      const found = await this.#find(answered, this.#parse(answered.entry), this.board.key, isOnline);
      const { receipted } = found;
      const isShown = !isOnline || (await this.#shows(receipted.trackerHex, answered.entry));
      return isShown ? found : { kind: 'withheld', receipted };
    });
  }

  /**
   * Reports whether the board shows exactly this entry under its tracker. Returns true also if the board does not
   * answer, because that does not deny the entry.
   */
  async #shows(tracker: string, entry: Uint8Array): Promise<boolean> {
    try {
      const shown = await this.voting.find(tracker);
      return shown !== undefined && equalBytes(shown.entry, entry);
    } catch (error) {
      if (error instanceof BoothError) return true;
      throw error;
    }
  }

  /** Turns a failed check into the result `false`. Throws the faults that only prevented the check. */
  async #verdictOf(find: () => Promise<Found>): Promise<Found> {
    try {
      return await find();
    } catch (error) {
      const isVerdict = error instanceof BoothError && !UNAVAILABLE.includes(error.fault.code);
      if (!isVerdict) throw error;
      return { kind: 'false', fault: error.fault };
    }
  }

  async #isOnline(): Promise<boolean> {
    try {
      await this.board.open();
      return true;
    } catch (error) {
      if (isFault(error, 'network')) return false;
      throw error;
    }
  }

  /** Reads a receipt file, which contains its entry, or a bare proof, whose entry is fetched from the board. */
  async #readReceipt(file: Uint8Array): Promise<Answered> {
    const text = must('file-form', () => decodeUtf8(file));
    if (text.startsWith('{')) {
      const { entry, receipt } = must('file-form', () => parseReceiptFile(text));
      const bytes = utf8(receipt);
      const { index } = must('file-form', () => parseReceipt(bytes));
      return { index, entry: must('file-form', () => decodeBase64(entry)), receipt: bytes };
    }
    const { index } = must('file-form', () => parseReceipt(file));
    if (!this.board.key) throw fault('network');
    const entry = await this.board.entry(index);
    if (!entry) throw fault('receipt-fork');
    return { index, entry, receipt: file };
  }

  #parse(entry: Uint8Array): Ballot | ChallengedBallot {
    return must('entry-faulty', () =>
      entry[0] === Kind.challenged ? parseChallenge(entry, this.election) : parseBallot(entry, this.election),
    );
  }

  async #find(
    answered: Answered,
    entry: Ballot | ChallengedBallot,
    key: Element | undefined,
    isOnline: boolean,
  ): Promise<Proved> {
    const { receipted, checkpoint } = verifyReceipt(this.election, answered, entry.tracker);
    if (isOnline) await this.board.follow(checkpoint, 'receipt-fork');
    if ('seed' in entry) {
      if (!key) throw fault('network');
      const { id, boardKey } = this.election;
      const isOpen = opensCorrectly(this.election, key, entry);
      demand(isOpen && checkEntrySignature(boardKey, id, answered.entry), 'opening-false');
      return { kind: 'opened', receipted, style: entry.style.position, choices: entry.choices };
    }
    demand(!key || findBallotFault(this.election, key, entry) === undefined, 'entry-faulty');
    const { unit, credential } = entry;
    return { kind: 'cast', receipted, unit, credentialId: credentialId(this.election.id, credential) };
  }
}

/**
 * Returns a typed tracker in one of the two forms that the voting process finds: all of it in hexadecimal, or its
 * printed form.
 */
function trackerName(typed: string): string {
  const text = typed.trim();
  if (/^[0-9a-fA-F]{64}$/.test(text)) return text.toLowerCase();
  const printed = printedForm(text);
  must('tracker-form', () => parseHuman(printed, TRACKER_CHARACTERS));
  return printed;
}
