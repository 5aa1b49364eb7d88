/**
 * Search for a person, and verdict on whether the person may vote at this site. The data are from the registry, or from
 * the kit if there is no link.
 * @module
 */

import type { Modality } from '../api/schemas.ts';
import { plainKey } from '../shared/voter-key.ts';
import { parseIssue, grounds } from '#crypto/record/in-person.ts';
import type { Desk } from './desk.ts';
import { deskProblem } from './problems.ts';
import type { FoundPerson, RegistryStatus } from './registry-link.ts';
import { judge, type Facts, type Judged } from './verdict.ts';

export interface Found {
  readonly people: readonly FoundPerson[];
  /** Whether only this site's roll was searched, because there was no link. */
  readonly offline: boolean;
}

const MAX_FOUND = 20;

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
  const people = kit.people.filter(is).slice(0, MAX_FOUND);
  return { people: people.map((own) => ({ ...own, modality: 'in-person' as const })), offline: true };
}

export interface PersonCard extends Judged {
  readonly person: string;
  readonly voterKey: string;
  readonly name: string;
  /** Index of the unit in the manifest. */
  readonly unit: number;
  readonly style: number;
  readonly modality: Modality;
  readonly inForce: boolean;
  /** The site for which the person is registered, or that has served the person. */
  readonly place: number | null;
}

/**
 * Returns a person's data and the verdict. Throws `person-unknown` if the registry does not know the person, and
 * `no-link` if the person is not on the kit's roll while there is no link.
 */
export async function lookUp(desk: Desk, person: string, clerk: string): Promise<PersonCard> {
  const { registry, link, site, ledger } = desk;
  const answered = await link.try(() => registry.status(person, clerk));
  const known = answered?.answer ?? fromKit(desk, person);
  const facts: Facts = {
    ...known,
    card: await cardState(desk, person),
    roomForWalkIn: ledger.served(grounds.walkIn) < site.walkIns,
  };
  const { voterKey, name, unit, style, modality, inForce, served } = known;
  const place = served ?? known.site;
  return { person, voterKey, name, unit, style, modality, inForce, place, ...judge(site, facts) };
}

function fromKit({ people, site }: Desk, person: string): RegistryStatus {
  const own = people.get(person);
  if (!own) throw deskProblem('no-link');
  return { ...own, modality: 'in-person', site: site.position, served: null, ballot: 'unknown' };
}

/**
 * Returns the state of the person's card. Without a link a given card counts as not used; another card is refused in
 * either state.
 */
async function cardState({ ledger, board, link }: Desk, person: string): Promise<Facts['card']> {
  const card = ledger.cardOf(person);
  if (!card) return 'none';
  const answered = await link.try(() => board.credential(parseIssue(card.issue).credential));
  return answered?.answer.voted ? 'used' : 'open';
}
