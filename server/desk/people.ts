/** Finding a person and saying what the desk may do: with a link by the registry, without one by the kit. @module */

import { plainKey } from '../shared/voter-key.ts';
import { parseIssue, grounds } from '#crypto/record/in-person.ts';
import type { Desk } from './desk.ts';
import { deskProblem } from './problems.ts';
import type { FoundPerson, RegistryStatus } from './registry-link.ts';
import { judge, type Facts, type Judged } from './verdict.ts';

export interface Found {
  readonly people: readonly FoundPerson[];
  /** Only this site's roll was searched. */
  readonly offline: boolean;
}

const MOST_FOUND = 20;

export async function findPeople(
  { kit, registry, link }: Desk,
  by: 'credential' | 'name',
  text: string,
  clerk: string,
): Promise<Found> {
  const wanted = by === 'credential' ? 'voterKey' : 'name';
  const answered = await link.try(() => registry.find(wanted, text, clerk));
  if (answered) return { people: answered.answer, offline: false };
  const name = text.normalize('NFC').trim().toLowerCase();
  const is = (person: (typeof kit.people)[number]): boolean =>
    by === 'credential'
      ? plainKey(person.voterKey) === plainKey(text)
      : person.name.toLowerCase().startsWith(name);
  const people = kit.people.filter(is).slice(0, MOST_FOUND);
  return { people: people.map((own) => ({ ...own, modality: 'in-person' })), offline: true };
}

export interface PersonCard extends Judged {
  readonly person: string;
  readonly voterKey: string;
  readonly name: string;
  /** Positions in the manifest. */
  readonly unit: number;
  readonly style: number;
  readonly modality: string;
  readonly inForce: boolean;
  /** The site for which the person is registered, or that has served the person. */
  readonly place: number | null;
}

/** Throws `person-unknown` for whoever is neither at the registry nor, without a link, on the kit's roll. */
export async function lookUp(desk: Desk, person: string, clerk: string): Promise<PersonCard> {
  const { registry, link, site, ledger } = desk;
  const answered = await link.try(() => registry.status(person, clerk));
  const known = answered?.answer ?? fromKit(desk, person);
  const facts: Facts = {
    ...known,
    card: await cardState(desk, person),
    roomForWalkIn: ledger.served(grounds.walkIn) < site.walkIns,
    moves: site.moves,
  };
  const { voterKey, name, unit, style, modality, inForce, served } = known;
  const place = served ?? known.site;
  return { person, voterKey, name, unit, style, modality, inForce, place, ...judge(facts, site.position) };
}

function fromKit({ people, site }: Desk, person: string): RegistryStatus {
  const own = people.get(person);
  if (!own) throw deskProblem('no-link');
  return { ...own, modality: 'in-person', site: site.position, served: null, ballot: 'unknown' };
}

/** Without a link a card that was given counts as not used: it cannot be given again either way. */
async function cardState({ ledger, board, link }: Desk, person: string): Promise<Facts['card']> {
  const card = ledger.cardOf(person);
  if (!card) return 'none';
  const answered = await link.try(() => board.credential(parseIssue(card.issue).credential));
  return answered?.answer.voted ? 'used' : 'open';
}
