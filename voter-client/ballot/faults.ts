/** Messages for a person about each fault, in three parts, and whether the visit can go on after it. @module */

import type { Key } from '../i18n/catalogue.ts';
import type { BoothFault } from '../contract/booth.ts';

/**
 * Effect of a fault on the visit. `stop`: the booth goes no further. `lapse`: the voter must log in again. `stay`: the
 * fault is shown where it happened.
 */
export type Weight = 'stop' | 'lapse' | 'stay';

interface Words {
  /** Text that says what happened. */
  readonly what: Key;
  /** Text that says what the fault means for the vote. */
  readonly means: Key;
  /** Text that says what the person can do now. */
  readonly now: Key;
  readonly weight: Weight;
}

const stay = (what: Key, means: Key, now: Key): Words => ({ what, means, now, weight: 'stay' });
const lapse = (what: Key, means: Key, now: Key): Words => ({ what, means, now, weight: 'lapse' });
const stop = (what: Key, means: Key, now: Key): Words => ({ what, means, now, weight: 'stop' });

const pinned = (what: Key): Words => stop(what, 'means.stopped', 'now.stop');
const unproved = (what: Key): Words => stop(what, 'means.unproved', 'now.unproved');

const known: Readonly<Record<string, Words>> = {
  network: stay('fault.network', 'means.kept', 'now.connection'),
  ticket: lapse('fault.session', 'means.not-cast', 'now.enter'),
  'ticket-over': lapse('fault.session-over', 'means.not-cast', 'now.enter'),
  'session-over': lapse('fault.session-over', 'means.kept', 'now.enter'),
  'login-unknown': lapse('fault.login-unknown', 'means.kept', 'now.enter'),
  'wrong-step': lapse('fault.wrong-step', 'means.kept', 'now.enter'),

  'not-open': stay('fault.not-open', 'means.right', 'now.come-back'),
  'voting-closed': stay('fault.voting-closed', 'means.if-cast', 'now.tracker'),
  'link-unknown': stay('fault.link-unknown', 'means.right', 'now.link'),
  'wrong-digits': stay('fault.wrong-digits', 'means.right', 'now.digits'),
  'wrong-code': stay('fault.wrong-code', 'means.right', 'now.code'),
  'wrong-credential': stay('fault.wrong-credential', 'means.not-cast', 'now.credential'),
  locked: stay('fault.locked', 'means.right', 'now.wait'),
  'too-many-codes': stay('fault.too-many-codes', 'means.right', 'now.half-hour'),
  'no-credential': stay('fault.no-credential', 'means.not-cast', 'now.help'),

  'too-late': stay('fault.too-late', 'means.not-counted', 'now.help'),
  'credential-unknown': stay('fault.credential-unknown', 'means.not-cast', 'now.help'),
  'credential-revoked': stay('fault.credential-revoked', 'means.not-cast', 'now.help'),
  'other-credential': stay('fault.other-credential', 'means.not-cast', 'now.help'),
  'already-voted': stay('fault.already-voted', 'means.earlier', 'now.not-you'),
  copied: stay('fault.copied', 'means.not-cast', 'now.new-ballot'),
  'too-many-challenges': stay('fault.too-many-challenges', 'means.not-cast', 'now.cast-or-later'),
  busy: stay('fault.busy', 'means.not-cast', 'now.seconds'),
  'not-yet': stay('fault.not-yet', 'means.stored', 'now.minute'),
  'not-on-board': stay('fault.not-on-board', 'means.no-ballot', 'now.compare'),

  'voting-unreachable': stay('fault.unavailable', 'means.kept', 'now.minute'),
  unavailable: stay('fault.unavailable', 'means.kept', 'now.minute'),
  'too-many': stay('fault.too-many', 'means.kept', 'now.minute'),
  internal: stay('fault.internal', 'means.kept', 'now.again'),
  'too-slow': stay('fault.too-slow', 'means.kept', 'now.again'),

  'bad-ballot': stop('fault.bad-ballot', 'means.not-cast', 'now.device'),
  'bad-challenge': stop('fault.bad-challenge', 'means.not-cast', 'now.device'),

  'pin-program': pinned('pin.program'),
  'pin-manifest': pinned('pin.manifest'),
  'pin-log': pinned('pin.log'),
  'pin-witnesses': pinned('pin.witnesses'),
  'pin-root': pinned('pin.root'),
  'pin-key': pinned('pin.key'),
  'pin-seals': pinned('pin.seals'),
  'pin-hours': pinned('pin.hours'),
  'pin-fork': pinned('pin.fork'),
  'pin-rollback': pinned('pin.rollback'),
  'receipt-form': unproved('receipt-fault.form'),
  'receipt-log': unproved('receipt-fault.log'),
  'receipt-witnesses': unproved('receipt-fault.witnesses'),
  'receipt-inclusion': unproved('receipt-fault.inclusion'),
  'receipt-fork': unproved('receipt-fault.fork'),
  'receipt-other-entry': unproved('receipt-fault.other-entry'),
  'entry-faulty': stop('entry.faulty', 'means.false', 'now.keep'),
  'opening-false': stop('entry.opening-false', 'means.false', 'now.keep'),

  'site-hours': stay('card.hours', 'means.not-cast', 'now.desk'),
  'site-quota': stay('card.quota', 'means.not-cast', 'now.desk'),
  'card-form': stay('card.form', 'means.right', 'now.scan-again'),
  'card-site': stay('card.site', 'means.right', 'now.desk'),
  'card-signature': stay('card.signature', 'means.right', 'now.desk'),
  'card-stale': stay('card.stale', 'means.right', 'now.desk'),
  'card-clock': stay('card.clock', 'means.right', 'now.desk'),
  'card-code': stay('card.code', 'means.right', 'now.desk'),
  'card-used': stay('card.used', 'means.stored', 'now.desk'),
  'kiosk-closed': stay('kiosk-fault.closed', 'means.right', 'now.staff'),
  'kiosk-storage': stay('kiosk-fault.storage', 'means.not-cast', 'now.staff'),
  'kiosk-locked': stay('kiosk-fault.locked', 'means.kept', 'now.wait'),
  'staff-pin-form': stay('kiosk-fault.pin-form', 'means.kept', 'now.again'),
  'bad-envelope': stay('kiosk-fault.envelope', 'means.not-cast', 'now.help'),

  'board-early': stay('board.early', 'means.right', 'now.come-back'),
  'board-missing': stay('board.missing', 'means.kept', 'now.minute'),
  'link-form': stay('form.link', 'means.right', 'now.link'),
  'credential-form': stay('form.credential', 'means.not-cast', 'now.credential'),
  'tracker-form': stay('form.tracker', 'means.kept', 'now.typed'),
  'file-form': stay('form.file', 'means.kept', 'now.file'),
  'answer-form': stay('own.answer', 'means.kept', 'now.again'),
  'cast-unsure': lapse('own.unsure', 'means.unsure', 'now.unsure'),
  'out-of-order': lapse('own.order', 'means.unsure', 'now.unsure'),
  program: lapse('own.program', 'means.unsure', 'now.unsure'),
};

/** Messages by prefix of the fault's code, for codes that have no messages of their own. */
const families: readonly (readonly [prefix: string, words: Words])[] = [
  ['pin-', pinned('pin.other')],
  ['receipt-', unproved('receipt-fault.other')],
];

const unexpected = stay('fault.other', 'means.kept', 'now.again');

export function wordsFor({ code }: BoothFault): Words {
  return known[code] ?? families.find(([prefix]) => code.startsWith(prefix))?.[1] ?? unexpected;
}

/**
 * Returns the advice to show at a kiosk. Advice that only a voter at home can follow, such as to log in again, becomes
 * the advice to ask the staff.
 */
export const nowAtSite = (now: Key): Key => (onlyAtHome.has(now) ? 'now.staff' : now);

const onlyAtHome: ReadonlySet<Key> = new Set([
  'now.connection',
  'now.enter',
  'now.come-back',
  'now.link',
  'now.credential',
  'now.wait',
  'now.half-hour',
  'now.unsure',
  'now.stop',
]);

/**
 * Returns what a fault at the end of a delivery says about the vote: `unsure`, unless it is certain that the ballot was
 * refused or stored.
 */
export function endOf(fault: BoothFault): 'refused' | 'stored' | 'unsure' {
  const { means } = wordsFor(fault);
  if (means === 'means.stored') return 'stored';
  return certain.has(means) ? 'refused' : 'unsure';
}

/** Returns how many tries are left before the access is paused; undefined if the fault does not say. */
export function triesLeft({ code, detail = '' }: BoothFault): number | undefined {
  return counted.has(code) && /^[1-9]\d?$/.test(detail) ? Number(detail) : undefined;
}

const counted: ReadonlySet<string> = new Set(['wrong-digits', 'wrong-code', 'wrong-credential']);

const certain: ReadonlySet<Key> = new Set(['means.not-cast', 'means.not-counted', 'means.earlier']);

export const weightOf = (fault: BoothFault): Weight => wordsFor(fault).weight;

export const hasOwnWords = (code: string): boolean => code in known;
