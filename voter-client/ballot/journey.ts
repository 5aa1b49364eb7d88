/**
 * The voter's journey: where somebody is, what is marked, and how each thing that happens leads on.
 * Pure; marks are kept through every step back and forth, until the ballot is recorded or the visit ends.
 * @module
 */

import type { ManifestContest } from '#crypto/manifest/schema.ts';
import type {
  BoothFault,
  Delivery,
  Factor,
  LoginStep,
  Receipted,
  Sealed,
  Session,
  ShownElection,
} from '../contract/booth.ts';
import { noMarks, type Marks } from './marking/marks.ts';
import { weightOf } from './faults.ts';

export type Place =
  | { readonly at: 'opening' | 'welcome' | 'ask' | 'asked' | 'mobile' | 'factor' | 'credential' }
  | { readonly at: 'code'; readonly factor: Factor; readonly otpauth?: string }
  | { readonly at: 'who' | 'review' | 'left' }
  /** `fault`: why, if it was not the clock. */
  | { readonly at: 'lapsed'; readonly fault?: BoothFault }
  /** `changing`: it was come to from the review, and leads back there. `warned`: its marks were called a null vote. */
  | {
      readonly at: 'contest';
      readonly contest: number;
      readonly changing: boolean;
      readonly warned: boolean;
    }
  | { readonly at: 'sealing'; readonly share: number }
  | { readonly at: 'sealed' | 'confirm'; readonly sealed: Sealed }
  | { readonly at: 'challenged'; readonly receipted: Receipted }
  | { readonly at: 'delivery'; readonly sealed: Sealed; readonly delivery: Delivery }
  /** `earlier`: cast in a visit before this one. */
  | { readonly at: 'receipt'; readonly receipted: Receipted; readonly earlier: boolean }
  /** `sealed`: the ballot that was under way, whose tracker is evidence. */
  | { readonly at: 'stopped'; readonly fault: BoothFault; readonly sealed?: Sealed };

export interface Journey {
  readonly place: Place;
  readonly election?: ShownElection;
  readonly session?: Session;
  /** One for each contest of the voter's ballot. */
  readonly marks: readonly Marks[];
  /** What the last thing asked for came to, until the next is asked for. */
  readonly fault?: BoothFault;
  readonly busy: boolean;
}

export type Happening =
  | { readonly is: 'asked' }
  | { readonly is: 'read' | 'opened'; readonly election: ShownElection }
  | { readonly is: 'step'; readonly step: LoginStep }
  | { readonly is: 'failed'; readonly fault: BoothFault }
  | { readonly is: 'marked'; readonly marks: Marks }
  | { readonly is: 'lapsed' }
  | { readonly is: 'left' }
  | { readonly is: 'next' | 'back' | 'warned' | 'link-wanted' | 'link-sent' | 'again' }
  | { readonly is: 'change'; readonly contest: number }
  | { readonly is: 'sealing'; readonly share: number }
  | { readonly is: 'sealed'; readonly sealed: Sealed }
  | { readonly is: 'challenged'; readonly receipted: Receipted }
  | { readonly is: 'delivery'; readonly delivery: Delivery };

/** Busy from the first moment on: the board is asked before anything is shown. */
export const start: Journey = { place: { at: 'opening' }, marks: [], busy: true };

/** The contests of the voter's ballot, in its order. */
export function contestsOf({ election, session }: Journey): readonly ManifestContest[] {
  const style = election?.manifest.styles[session?.style ?? -1];
  return (style?.contests ?? []).map((id) =>
    election!.manifest.contests.find((contest) => contest.id === id)!,
  );
}

export function travel(journey: Journey, event: Happening): Journey {
  if (event.is === 'asked') return { ...forgetFault(journey), busy: true };
  if (event.is === 'read') return { ...journey, election: event.election };
  if (event.is === 'failed') return failed({ ...journey, busy: false }, event.fault);
  if (event.is === 'lapsed' || event.is === 'left') return emptied(journey, { at: event.is });
  const next = moved({ ...forgetFault(journey), busy: false }, event);
  // Whoever is past the recording leaves no marks in the page.
  return next.place.at === 'receipt' ? { ...next, marks: [] } : next;
}

function moved(
  journey: Journey,
  event: Exclude<Happening, { is: 'asked' | 'failed' | 'lapsed' | 'left' | 'read' }>,
): Journey {
  const { place } = journey;
  const to = (next: Place): Journey => ({ ...journey, place: next });
  switch (event.is) {
    case 'opened':
      return { ...to({ at: 'welcome' }), election: event.election };
    case 'step':
      return stepped(journey, event.step);
    case 'marked': {
      if (place.at !== 'contest') return journey;
      const marks = journey.marks.map((old, i) => (i === place.contest ? event.marks : old));
      return { ...journey, marks };
    }
    case 'warned':
      return place.at === 'contest' ? to({ ...place, warned: true }) : journey;
    case 'link-wanted':
      return to({ at: 'ask' });
    case 'link-sent':
      return to({ at: 'asked' });
    case 'change':
      return to(contestAt(event.contest, true));
    case 'again':
      return again(journey);
    case 'sealing': // a report of the work that comes when it was left leads nowhere
      return place.at === 'review' || place.at === 'sealing'
        ? to({ at: 'sealing', share: event.share })
        : journey;
    case 'sealed':
      return place.at === 'sealing' ? to({ at: 'sealed', sealed: event.sealed }) : journey;
    case 'challenged':
      return to({ at: 'challenged', receipted: event.receipted });
    case 'delivery':
      return delivered(journey, event.delivery);
    case 'next':
      return to(after(journey));
    default: // back
      return to(before(journey));
  }
}

function stepped(journey: Journey, step: LoginStep): Journey {
  if (step.step === 'code') {
    const { factor, otpauth } = step;
    return { ...journey, place: { at: 'code', factor, ...(otpauth === undefined ? {} : { otpauth }) } };
  }
  if (step.step !== 'done') return { ...journey, place: { at: step.step } };
  const { session } = step;
  const welcomed: Journey = { ...journey, session, place: { at: 'who' } };
  const entered = { ...welcomed, marks: contestsOf(welcomed).map(() => noMarks) };
  return session.cast
    ? { ...entered, place: { at: 'receipt', receipted: session.cast, earlier: true } }
    : entered;
}

const contestAt = (contest: number, changing = false): Place => ({
  at: 'contest',
  contest,
  changing,
  warned: false,
});

function after(journey: Journey): Place {
  const { place } = journey;
  const last = contestsOf(journey).length - 1;
  switch (place.at) {
    case 'who':
      return contestAt(0);
    case 'contest':
      return place.changing || place.contest === last ? { at: 'review' } : contestAt(place.contest + 1);
    case 'sealed':
      return { at: 'confirm', sealed: place.sealed };
    case 'challenged':
      return { at: 'review' };
    default:
      return place;
  }
}

function before(journey: Journey): Place {
  const { place } = journey;
  switch (place.at) {
    case 'ask':
    case 'asked':
    case 'lapsed':
      return { at: 'welcome' };
    case 'contest':
      if (place.warned) return { ...place, warned: false };
      if (place.changing) return { at: 'review' };
      return place.contest === 0 ? { at: 'who' } : contestAt(place.contest - 1);
    case 'review':
      return contestAt(contestsOf(journey).length - 1);
    case 'sealed':
      return { at: 'review' };
    case 'confirm':
      return { at: 'sealed', sealed: place.sealed };
    default:
      return place;
  }
}

/** A new ballot: after a refusal, or where the last of several votes counts. */
function again(journey: Journey): Journey {
  const { place } = journey;
  if (place.at === 'receipt') {
    return { ...journey, place: { at: 'who' }, marks: contestsOf(journey).map(() => noMarks) };
  }
  return { ...journey, place: { at: 'review' } };
}

function delivered(journey: Journey, delivery: Delivery): Journey {
  const { place } = journey;
  if (place.at !== 'delivery' && place.at !== 'confirm') return journey;
  if (delivery.state === 'recorded') {
    return { ...journey, place: { at: 'receipt', receipted: delivery.receipted, earlier: false } };
  }
  if (delivery.state === 'refused' && weightOf(delivery.fault) === 'stop')
    return failed(journey, delivery.fault);
  return { ...journey, place: { at: 'delivery', sealed: place.sealed, delivery } };
}

function failed(journey: Journey, fault: BoothFault): Journey {
  // The end of a visit breaks off what was under way; that is no news.
  if (['lapsed', 'left', 'stopped'].includes(journey.place.at)) return journey;
  const weight = weightOf(fault);
  const { place } = journey;
  if (weight === 'stop') {
    return emptied(journey, {
      at: 'stopped',
      fault,
      ...('sealed' in place ? { sealed: place.sealed } : {}),
    });
  }
  // What is on its way keeps saying so: its end is known only when it is.
  if (place.at === 'delivery') return delivered(journey, { state: 'refused', fault });
  if (weight === 'lapse') return emptied(journey, { at: 'lapsed', fault });
  return { ...journey, fault, place: place.at === 'sealing' ? { at: 'review' } : place };
}

function emptied({ election }: Journey, place: Place): Journey {
  return { place, marks: [], busy: false, ...(election ? { election } : {}) };
}

function forgetFault({ fault: _fault, ...rest }: Journey): Journey {
  return rest;
}
