/**
 * The site's day: inventory of devices, opening, closing (spec §11.5). Opening and closing each leave a signed act.
 * @module
 */

import { fromHex, toHex } from '#crypto/bytes.ts';
import { blobRef, signEntry } from '#crypto/entry/entry.ts';
import { encodeHeld, encodeSiteClosing, type Held } from '#crypto/record/in-person.ts';
import { sha256 } from '#crypto/transcript.ts';
import { bearerHash, newBearer } from '../shared/secrets.ts';
import { makeAct, type SignedAct } from './act.ts';
import { stageOf, type Desk } from './desk.ts';
import { deskProblem } from './problems.ts';

/** Time before the voting hour from which a site may be opened. */
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

/** Records the entries that a kiosk says it holds. Throws `device-unknown`. */
export async function noteHeld({ ledger }: Desk, token: string, held: HeldHashes): Promise<void> {
  const device = [...ledger.devices.values()].find((own) => own.token === hashOf(token));
  if (!device) throw deskProblem('device-unknown');
  await ledger.record({ is: 'held', device: device.name, ...held });
}

export interface Signers {
  readonly clerk: string;
  readonly supervisor: string;
}

/** Opens the day. The act proves an empty ballot box: it states what the board has of this site before anybody came. */
export async function openDay(desk: Desk, signers: Signers): Promise<SignedAct> {
  const { ledger, site, now, board, link } = desk;
  if (ledger.openedAt !== undefined) throw deskProblem('is-open');
  if (now() < site.starts - OPEN_EARLY_SECONDS) throw deskProblem('too-early');
  const numbers = await link.try(() => board.numbers(site.position));
  await ledger.record({ is: 'opened', ...signers });
  return makeAct(desk, 'opening', { ...signers, board: numbers?.answer, explanations: '' });
}

export interface ClosingOrder extends Signers {
  /** Explanations in the words of the site: why cards did not end in a ballot, what broke. */
  readonly explanations: string;
  /** Kiosks that can no longer say what they hold. */
  readonly without: readonly string[];
}

/** Closes the day. Needs the link for as long as one message takes. */
export async function closeDay(desk: Desk, order: ClosingOrder): Promise<SignedAct> {
  const { ledger, site, now, board, link, election, signer } = desk;
  const stage = stageOf(desk);
  if (stage === 'closed') throw deskProblem('closed');
  if (stage === 'before') throw deskProblem('not-open');
  if (now() < site.ends) throw deskProblem('too-early');
  const said = heldBy(desk, order.without);
  // A kiosk delivers while it waits, so the board may have part of its list by now. The closing must not name any entry
  // that the board has.
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

/** Returns the issues that the desk or a kiosk still holds, and the ballots that kiosks hold. */
function heldBy({ ledger, site }: Desk, without: readonly string[]): Held {
  const devices = [...ledger.devices.values()].filter(({ name }) => !without.includes(name));
  const silent = devices.filter(({ held }) => held.at < site.ends);
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
