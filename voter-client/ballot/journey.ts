/**
 * State of a voter's visit and its pure reducer: the screen shown, the marks made, and the effect of each event. Marks
 * survive every step forward and back, until the ballot is recorded or the visit ends.
 * @module
 */

import type { ManifestContest } from '#crypto/manifest/schema.ts';
import type {
  BoothFault,
  Delivery,
  EncryptedBallot,
  Factor,
  LoginStep,
  ReceiptedBallot,
  Session,
  ShownElection,
} from '../contract/booth.ts';
import { noMarks, type Marks } from './marking/marks.ts';
import { weightOf } from './faults.ts';

/** Screens without data of their own. The union has one member for each, so that a switch can exclude it. */
type PlainScreen<K extends string> = K extends string ? { readonly kind: K } : never;

/** Screen that is shown, with the data that only this screen needs. */
export type BoothScreen =
  | PlainScreen<'opening' | 'welcome' | 'request-link' | 'link-sent' | 'mobile' | 'factor' | 'credential'>
  | PlainScreen<'who' | 'review' | 'left'>
  | { readonly kind: 'code'; readonly factor: Factor; readonly otpauth?: string }
  /** `fault`: the cause; absent if the session expired. */
  | { readonly kind: 'lapsed'; readonly fault?: BoothFault }
  /** `changing`: the voter came from the review and returns to it. `warned`: the warning of a null vote is shown. */
  | {
      readonly kind: 'contest';
      readonly contest: number;
      readonly changing: boolean;
      readonly warned: boolean;
    }
  | { readonly kind: 'encrypting'; readonly share: number }
  | { readonly kind: 'encrypted'; readonly ballot: EncryptedBallot }
  | { readonly kind: 'confirm'; readonly ballot: EncryptedBallot }
  | { readonly kind: 'challenged'; readonly receipted: ReceiptedBallot }
  | { readonly kind: 'delivery'; readonly ballot: EncryptedBallot; readonly delivery: Delivery }
  /** `earlier`: the ballot was cast in an earlier visit. */
  | { readonly kind: 'receipt'; readonly receipted: ReceiptedBallot; readonly earlier: boolean }
  /** `ballot`: the ballot in progress, whose tracker is evidence. */
  | { readonly kind: 'stopped'; readonly fault: BoothFault; readonly ballot?: EncryptedBallot };

export interface Journey {
  readonly screen: BoothScreen;
  readonly election?: ShownElection;
  readonly session?: Session;
  /** Marks for each contest of the voter's ballot. */
  readonly marks: readonly Marks[];
  /** Fault of the last request, until the next request. */
  readonly fault?: BoothFault;
  readonly busy: boolean;
}

export type BoothEvent =
  /** A request to the booth has started. */
  | { readonly type: 'requested' }
  | { readonly type: 'read' | 'opened'; readonly election: ShownElection }
  | { readonly type: 'login-step'; readonly step: LoginStep }
  | { readonly type: 'failed'; readonly fault: BoothFault }
  | { readonly type: 'marked'; readonly marks: Marks }
  | { readonly type: 'lapsed' }
  | { readonly type: 'left' }
  | { readonly type: 'next' | 'back' | 'warned' | 'link-wanted' | 'link-sent' | 'again' }
  | { readonly type: 'change'; readonly contest: number }
  | { readonly type: 'encrypting'; readonly share: number }
  | { readonly type: 'encrypted'; readonly ballot: EncryptedBallot }
  | { readonly type: 'challenged'; readonly receipted: ReceiptedBallot }
  | { readonly type: 'delivery'; readonly delivery: Delivery };

/** State at the start. It is busy, because the board is checked before anything is shown. */
export const initialJourney: Journey = { screen: { kind: 'opening' }, marks: [], busy: true };

/** Returns the contests of the voter's ballot, in ballot order. */
export function contestsOf({ election, session }: Journey): readonly ManifestContest[] {
  const style = election?.manifest.styles[session?.style ?? -1];
  return (style?.contests ?? []).map((id) =>
    election!.manifest.contests.find((contest) => contest.id === id)!,
  );
}

export function reduce(journey: Journey, event: BoothEvent): Journey {
  if (event.type === 'requested') return { ...withoutFault(journey), busy: true };
  if (event.type === 'read') return { ...journey, election: event.election };
  if (event.type === 'failed') return applyFault({ ...journey, busy: false }, event.fault);
  if (event.type === 'lapsed' || event.type === 'left') return cleared(journey, { kind: event.type });
  const next = applyEvent({ ...withoutFault(journey), busy: false }, event);
  // After the recording the page keeps no marks.
  return next.screen.kind === 'receipt' ? { ...next, marks: [] } : next;
}

function applyEvent(
  journey: Journey,
  event: Exclude<BoothEvent, { type: 'requested' | 'failed' | 'lapsed' | 'left' | 'read' }>,
): Journey {
  const { screen } = journey;
  const to = (next: BoothScreen): Journey => ({ ...journey, screen: next });
  switch (event.type) {
    case 'opened':
      return { ...to({ kind: 'welcome' }), election: event.election };
    case 'login-step':
      return applyLoginStep(journey, event.step);
    case 'marked': {
      if (screen.kind !== 'contest') return journey;
      const marks = journey.marks.map((old, i) => (i === screen.contest ? event.marks : old));
      return { ...journey, marks };
    }
    case 'warned':
      return screen.kind === 'contest' ? to({ ...screen, warned: true }) : journey;
    case 'link-wanted':
      return to({ kind: 'request-link' });
    case 'link-sent':
      return to({ kind: 'link-sent' });
    case 'change':
      return to(contestScreen(event.contest, true));
    case 'again':
      return startAgain(journey);
    case 'encrypting': // ignore progress that arrives after the voter has left the encryption
      return screen.kind === 'review' || screen.kind === 'encrypting'
        ? to({ kind: 'encrypting', share: event.share })
        : journey;
    case 'encrypted':
      return screen.kind === 'encrypting' ? to({ kind: 'encrypted', ballot: event.ballot }) : journey;
    case 'challenged':
      return to({ kind: 'challenged', receipted: event.receipted });
    case 'delivery':
      return applyDelivery(journey, event.delivery);
    case 'next':
      return to(nextScreen(journey));
    default: // back
      return to(previousScreen(journey));
  }
}

function applyLoginStep(journey: Journey, step: LoginStep): Journey {
  if (step.step === 'code') {
    const { factor, otpauth } = step;
    return { ...journey, screen: { kind: 'code', factor, ...(otpauth === undefined ? {} : { otpauth }) } };
  }
  if (step.step !== 'done') return { ...journey, screen: { kind: step.step } };
  const { session } = step;
  const loggedIn: Journey = { ...journey, session, screen: { kind: 'who' } };
  const entered = { ...loggedIn, marks: contestsOf(loggedIn).map(() => noMarks) };
  return session.cast
    ? { ...entered, screen: { kind: 'receipt', receipted: session.cast, earlier: true } }
    : entered;
}

const contestScreen = (contest: number, changing = false): BoothScreen => ({
  kind: 'contest',
  contest,
  changing,
  warned: false,
});

function nextScreen(journey: Journey): BoothScreen {
  const { screen } = journey;
  const last = contestsOf(journey).length - 1;
  switch (screen.kind) {
    case 'who':
      return contestScreen(0);
    case 'contest':
      return screen.changing || screen.contest === last
        ? { kind: 'review' }
        : contestScreen(screen.contest + 1);
    case 'encrypted':
      return { kind: 'confirm', ballot: screen.ballot };
    case 'challenged':
      return { kind: 'review' };
    default:
      return screen;
  }
}

function previousScreen(journey: Journey): BoothScreen {
  const { screen } = journey;
  switch (screen.kind) {
    case 'request-link':
    case 'link-sent':
    case 'lapsed':
      return { kind: 'welcome' };
    case 'contest':
      if (screen.warned) return { ...screen, warned: false };
      if (screen.changing) return { kind: 'review' };
      return screen.contest === 0 ? { kind: 'who' } : contestScreen(screen.contest - 1);
    case 'review':
      return contestScreen(contestsOf(journey).length - 1);
    case 'encrypted':
      return { kind: 'review' };
    case 'confirm':
      return { kind: 'encrypted', ballot: screen.ballot };
    default:
      return screen;
  }
}

/** Returns the state for a new ballot, after a refusal or in an election in which the last of several votes counts. */
function startAgain(journey: Journey): Journey {
  const { screen } = journey;
  if (screen.kind === 'receipt') {
    return { ...journey, screen: { kind: 'who' }, marks: contestsOf(journey).map(() => noMarks) };
  }
  return { ...journey, screen: { kind: 'review' } };
}

function applyDelivery(journey: Journey, delivery: Delivery): Journey {
  const { screen } = journey;
  if (screen.kind !== 'delivery' && screen.kind !== 'confirm') return journey;
  if (delivery.state === 'recorded') {
    return { ...journey, screen: { kind: 'receipt', receipted: delivery.receipted, earlier: false } };
  }
  if (delivery.state === 'refused' && weightOf(delivery.fault) === 'stop')
    return applyFault(journey, delivery.fault);
  return { ...journey, screen: { kind: 'delivery', ballot: screen.ballot, delivery } };
}

function applyFault(journey: Journey, fault: BoothFault): Journey {
  // Ending a visit aborts the requests in progress; their faults are not reported.
  if (['lapsed', 'left', 'stopped'].includes(journey.screen.kind)) return journey;
  const weight = weightOf(fault);
  const { screen } = journey;
  if (weight === 'stop') {
    return cleared(journey, {
      kind: 'stopped',
      fault,
      ...('ballot' in screen ? { ballot: screen.ballot } : {}),
    });
  }
  // A ballot in delivery stays on the delivery screen, which shows the fault as the delivery's outcome.
  if (screen.kind === 'delivery') return applyDelivery(journey, { state: 'refused', fault });
  if (weight === 'lapse') return cleared(journey, { kind: 'lapsed', fault });
  return { ...journey, fault, screen: screen.kind === 'encrypting' ? { kind: 'review' } : screen };
}

/** Returns the state with this screen and without marks, session and fault. */
function cleared({ election }: Journey, screen: BoothScreen): Journey {
  return { screen, marks: [], busy: false, ...(election ? { election } : {}) };
}

function withoutFault({ fault: _fault, ...rest }: Journey): Journey {
  return rest;
}
