/**
 * Election day of a site: inventory of kiosks, opening and closing (spec §11.5). Opening and closing each produce a
 * signed act.
 * @module
 */

import { fromHex, toHex } from '#crypto/bytes.ts';
import { blobRef, signEntry } from '#crypto/entry/entry.ts';
import { encodeHeld, encodeSiteClosing, type Held } from '#crypto/record/in-person.ts';
import { sha256 } from '#crypto/transcript.ts';
import { bearerHash, newBearer } from '../shared/secrets.ts';
import { makeAct, type SignedAct } from './act.ts';
import { stageOf, type Desk } from './desk.ts';
import { endOf, followHours } from './hours.ts';
import { deskProblem } from './problems.ts';

/** Longest time before the start of voting at which a site may be opened. */
const OPEN_EARLY_SECONDS = 3_600;

const hashOf = (token: string): string => bearerHash('device', token).toString('hex');

/** Adds a kiosk to the inventory and returns its bearer token, which is not shown again. */
export async function addDevice({ ledger }: Desk, name: string, software: string): Promise<string> {
  const token = newBearer();
  await ledger.record({ is: 'device', name, software, token: hashOf(token) });
  return token;
}

export interface HeldHashes {
  readonly issues: readonly string[];
  readonly ballots: readonly string[];
}

/**
 * Records which entries a kiosk has not delivered, as it reports. Throws `device-unknown` if no kiosk has this token.
 */
export async function noteHeld({ ledger }: Desk, token: string, held: HeldHashes): Promise<void> {
  const device = [...ledger.devices.values()].find((own) => own.token === hashOf(token));
  if (!device) throw deskProblem('device-unknown');
  await ledger.record({ is: 'held', device: device.name, ...held });
}

export interface Signers {
  readonly clerk: string;
  readonly supervisor: string;
}

/**
 * Opens the site and makes the opening act. The act states how many credentials and ballots of this site the board has
 * before anybody votes, so it proves that the ballot box was empty.
 */
export async function openDay(desk: Desk, signers: Signers): Promise<SignedAct> {
  const { ledger, site, now, board, link } = desk;
  if (ledger.openedAt !== undefined) throw deskProblem('is-open');
  if (now() < site.starts - OPEN_EARLY_SECONDS) throw deskProblem('too-early');
  const numbers = await link.try(() => board.numbers(site.position));
  await ledger.record({ is: 'opened', ...signers });
  return makeAct(desk, 'opening', { ...signers, board: numbers?.answer, explanations: '' });
}

export interface ClosingOrder extends Signers {
  /**
   * Explanations in the words of the site's staff, such as why cards did not lead to a ballot, and which devices broke.
   */
  readonly explanations: string;
  /** Names of the kiosks that can no longer report which entries they hold. */
  readonly without: readonly string[];
}

/**
 * Closes the site: posts the closing entry and makes the closing act. Throws `no-link` if the central servers do not
 * answer.
 */
export async function closeDay(desk: Desk, order: ClosingOrder): Promise<SignedAct> {
  const { ledger, site, now, board, link, election, signer } = desk;
  const stage = stageOf(desk);
  if (stage === 'closed') throw deskProblem('closed');
  if (stage === 'before') throw deskProblem('not-open');
  await followHours(desk).catch(() => undefined); // reported by the timer; without proof the known end stays
  if (now() < endOf(desk)) throw deskProblem('too-early');
  const said = heldBy(desk, order.without);
  // A kiosk delivers while it waits, so the board may already have some entries of the kiosk's report. The closing must
  // not name any entry that the board has.
  const there = await link.need(() =>
    board.arrived(site.position, [...said.issues, ...said.ballots].map(toHex)),
  );
  const missing = (hashes: readonly Uint8Array[]): Uint8Array[] =>
    hashes.filter((hash) => !there.has(toHex(hash)));
  const held = { issues: missing(said.issues), ballots: missing(said.ballots) };
  const numbers = await link.need(() => board.numbers(site.position));
  const blob = encodeHeld(held);
  const closing = {
    site: site.position,
    issued: numbers.issued + held.issues.length,
    ballots: numbers.ballots + held.ballots.length,
    held: blobRef(blob),
  };
  const entry = await signEntry(signer, election.id, encodeSiteClosing(closing));
  const refusal = numbers.closed ? undefined : await link.need(() => board.post(entry, blob));
  if (refusal !== undefined) throw deskProblem('numbers-move', refusal);
  const { clerk, supervisor } = order;
  await ledger.record({ is: 'closed', clerk, supervisor });
  return makeAct(desk, 'closing', {
    clerk,
    supervisor,
    board: numbers,
    explanations: order.explanations,
    held: { issues: held.issues.length, ballots: held.ballots.length },
    without: order.without,
  });
}

/**
 * Returns the hashes of the issue entries that the desk or a kiosk has not delivered, and of the ballots that kiosks
 * have not delivered. Throws `device-silent` if a kiosk, except those in `without`, has not reported since the end of
 * voting.
 */
function heldBy(desk: Desk, without: readonly string[]): Held {
  const { ledger } = desk;
  const devices = [...ledger.devices.values()].filter(({ name }) => !without.includes(name));
  const silent = devices.filter(({ held }) => held.at < endOf(desk));
  if (silent.length > 0) throw deskProblem('device-silent', silent.map(({ name }) => name).join(', '));
  const pending = ledger.cards
    .filter(({ state }) => state === 'given')
    .map(({ issue }) => toHex(sha256(issue)));
  const posted = new Set(
    ledger.cards.filter(({ state }) => state === 'posted').map(({ issue }) => toHex(sha256(issue))),
  );
  const issues = new Set([...pending, ...devices.flatMap(({ held }) => held.issues)]);
  const ballots = new Set(devices.flatMap(({ held }) => held.ballots));
  const bytes = (names: Iterable<string>): Uint8Array[] => [...names].map((name) => fromHex(name, 32));
  return { issues: bytes([...issues].filter((name) => !posted.has(name))), ballots: bytes(ballots) };
}
