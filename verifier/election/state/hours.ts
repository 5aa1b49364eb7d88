/** Ends in force, and the changes of hours that move them (spec §12.3). @module */
import { type ByteReader, ParseFailure } from '../../crypto/bytes.ts';
import { repeat } from '../../crypto/proofs.ts';
import { sentences } from '../../findings/sentences.ts';
import type { Sentence } from '../../findings/sentences/sentence.ts';
import { openAct } from '../acts/act.ts';
import { INTERNET_CODE } from '../acts/incident.ts';
import type { Election } from '../election.ts';
import type { Entry } from '../entry.ts';
import { type Context, reportFirstFault } from './context.ts';
import { MarkGaps } from './mark-gaps.ts';

/** Number by which an item names the internet. All others are positions of sites. */
const INTERNET = 0xffff;

interface Item {
  readonly place: number;
  readonly before: bigint;
  readonly after: bigint;
}

/** Change that had effect on a place: its entry, the incident that is its reason, and the new end. */
export interface Move {
  readonly entry: number;
  readonly incident: number;
  readonly end: bigint;
}

/** Item of a valid change that had no effect, because its site had closed. */
export interface IdleItem {
  readonly entry: number;
  readonly incident: number;
  /** Code of the site. */
  readonly place: string;
}

/** Facts about the board with which a change is compared. */
export interface HoursContext {
  /** Clock at the entry. Undefined before the first valid mark. */
  readonly clock: bigint | undefined;
  readonly incidentFault: (incident: number) => Sentence | false;
  readonly hasClosed: (site: number) => boolean;
}

export class Hours {
  readonly #context: Context;
  readonly gaps = new MarkGaps();
  /** Number of valid changes. */
  changes = 0;
  /** Last change of each place that had effect. */
  readonly #moves = new Map<number, Move>();
  readonly withoutEffect: IdleItem[] = [];

  constructor(context: Context) {
    this.#context = context;
  }

  /** End of the voting by internet that is in force. */
  get closes(): bigint {
    return this.#moves.get(INTERNET)?.end ?? this.#context.election.closes;
  }

  /** Returns the end of a site that is in force. */
  endOf({ position, ends }: Election['sites'][number]): bigint {
    return this.#moves.get(position)?.end ?? ends;
  }

  /** Returns the last changes that had effect, by code of the place: the internet's first. */
  moves(): (Move & { readonly place: string; readonly planned: bigint })[] {
    return [INTERNET, ...this.#context.election.sites.keys()].flatMap((place) => {
      const move = this.#moves.get(place);
      const ends = this.#endsOf(place);
      return move && ends ? [{ ...move, place: ends.code, planned: ends.planned }] : [];
    });
  }

  /** Judges a change of hours (check 7.9). It is void as a whole, or all items but those passed over take effect. */
  judgeChange({ index, bytes }: Entry, context: HoursContext): void {
    const { election, findings } = this.#context;
    findings.count('7.9');
    const opened = openAct(election, bytes, (reader) => this.#read(reader));
    if (opened instanceof ParseFailure) {
      findings.add('7.9', { entry: index }, opened.says);
      return;
    }
    const { incident, items } = opened.body;
    const isPassedOver = ({ place }: Item): boolean => place !== INTERNET && context.hasClosed(place);
    const judged = items.filter((item) => !isPassedOver(item));
    const faults = this.#faultsOf(incident, judged, context, opened.signatureFault);
    if (reportFirstFault(this.#context, '7.9', { entry: index }, faults)) return;
    this.changes += 1;
    for (const { place, after } of judged) this.#moves.set(place, { entry: index, incident, end: after });
    for (const item of items.filter(isPassedOver))
      this.withoutEffect.push({ entry: index, incident, place: this.#endsOf(item.place)?.code ?? '' });
  }

  /** Judges a change of these items, which are not passed over, one rule after the other. */
  *#faultsOf(
    incident: number,
    items: readonly Item[],
    { clock, incidentFault }: HoursContext,
    signatureFault: () => Sentence | false,
  ): Generator<Sentence | false> {
    yield incident === 0 ? sentences.noIncident() : incidentFault(incident);
    if (clock === undefined) yield sentences.noClock();
    else for (const item of items) yield this.#faultOf(item, clock);
    if (items.length === 0) yield sentences.allClosed();
    yield signatureFault();
  }

  #read(reader: ByteReader): { incident: number; items: Item[] } {
    const incident = Number(reader.u64());
    const count = reader.u16();
    if (count < 1) throw new ParseFailure(sentences.noPlaces());
    let last = -1;
    const items = repeat(count, () => {
      const item = { place: reader.u16(), before: reader.u64(), after: reader.u64() };
      if (item.place <= last || !this.#endsOf(item.place)) throw new ParseFailure(sentences.badPlaces());
      last = item.place;
      return item;
    });
    return { incident, items };
  }

  #faultOf({ place, before, after }: Item, clock: bigint): Sentence | false {
    const ends = this.#endsOf(place);
    if (!ends) return sentences.badPlaces();
    const { code, planned, inForce } = ends;
    const latest = planned + BigInt(this.#context.election.manifest.extensionSeconds);
    if (before !== inForce) return sentences.otherEnd(code);
    if (after <= before) return sentences.notExtended(code);
    if (after <= clock) return sentences.endHasPassed(code);
    if (after > latest) return sentences.extendedTooFar(code);
    return !(clock < before || this.gaps.excuses(before, clock)) && sentences.changedTooLate(code);
  }

  /** Returns the code of a place with its end in the manifest and the one in force. Undefined if there is no such site. */
  #endsOf(place: number): { code: string; planned: bigint; inForce: bigint } | undefined {
    const { election } = this.#context;
    if (place === INTERNET) return { code: INTERNET_CODE, planned: election.closes, inForce: this.closes };
    const site = election.sites[place];
    const named = election.manifest.sites[place];
    return site && named && { code: named.code, planned: site.ends, inForce: this.endOf(site) };
  }
}
