/** Tests of changes of hours, and of the ends that they put in force (spec §12.3). */
import { describe, expect, test } from 'vitest';
import { printReport } from '../../verifier/cli/print.ts';
import { concat, u16, u64 } from '../../verifier/crypto/bytes.ts';
import { sentences } from '../../verifier/findings/sentences.ts';
import type { Sentence } from '../../verifier/findings/sentences/sentence.ts';
import { build, changeOfHours, incident, INTERNET, type TestItem } from './support/acts.ts';
import { ACT_SIGNATURES_BYTES } from './support/board.ts';
import { closes, TestElection } from './support/election.ts';
import {
  CHICAGO,
  inUnit0,
  MADRID,
  type MixedElection,
  openedWithSites,
  siteHours,
} from './support/in-person.ts';
import { a, anna, bert, blank, type Fault, faults, judge } from './support/judge.ts';

/** Seconds by which the manifest lets an end be moved. */
const EXTENSION = 7200;

const [, madrid] = siteHours;
const later = closes + EXTENSION;

const fresh = openedWithSites((manifest) => (manifest.smallUnit = 0));

/** Returns an election in the open stage with an incident, and the index of the incident. */
function begun(): [MixedElection, number] {
  const e = fresh.clone();
  e.mark();
  const reason = e.append(incident(e));
  e.mark();
  return [e, reason];
}

/** Returns the faults of a change with these items at a time. */
async function faultsAt(time: number, ...items: readonly TestItem[]): Promise<Fault[]> {
  const [e, reason] = begun();
  e.mark(time);
  e.append(changeOfHours(e, reason, ...items));
  e.mark();
  return faults(e);
}

describe('a change', () => {
  test.each<[string, number, TestItem[]]>([
    ['of the internet by a second', closes - 1, [[INTERNET, closes, closes + 1]]],
    ['as far as the manifest allows', closes - 1, [[INTERNET, closes, later]]],
    ['of a site', madrid.ends - 1, [[MADRID, madrid.ends, madrid.ends + EXTENSION]]],
    ['of all places', madrid.ends - 1, [[CHICAGO, closes, later], [MADRID, madrid.ends, madrid.ends + EXTENSION], [INTERNET, closes, later]]],
  ])('%s is valid', async (_, time, items) => {
    expect(await faultsAt(time, ...items)).toEqual([]);
  }); // prettier-ignore

  test.each<[string, number, TestItem[], Sentence]>([
    ['of no place', closes - 1, [], sentences.noPlaces()],
    ['of a place twice', closes - 1, [[INTERNET, closes, later], [INTERNET, closes, later]], sentences.badPlaces()],
    ['of places in another order', madrid.ends - 1, [[MADRID, madrid.ends, madrid.ends + EXTENSION], [CHICAGO, closes, later]], sentences.badPlaces()],
    ['of a site that is none', closes - 1, [[2, closes, later]], sentences.badPlaces()],
    ['with another end before', closes - 1, [[INTERNET, closes - 1, later]], sentences.otherEnd('internet')],
    ['to an earlier end', closes - 100, [[INTERNET, closes, closes - 1]], sentences.notExtended('internet')],
    ['to the same end', closes - 1, [[INTERNET, closes, closes]], sentences.notExtended('internet')],
    ['of more than the manifest allows', closes - 1, [[INTERNET, closes, later + 1]], sentences.extendedTooFar('internet')],
    ['to an end that has passed', madrid.ends + 60, [[MADRID, madrid.ends, madrid.ends + 60]], sentences.endHasPassed('madrid')],
    ['when the place has ended', madrid.ends, [[MADRID, madrid.ends, madrid.ends + EXTENSION]], sentences.changedTooLate('madrid')],
    ['whose second item is wrong', madrid.ends - 1, [[CHICAGO, closes, later], [MADRID, closes, later]], sentences.otherEnd('madrid')],
  ])('%s is void', async (_, time, items, says) => {
    // A mark each 600 seconds, so that the board was never out.
    const [e, reason] = begun();
    while (e.now + 600 < time) e.mark(e.now + 600);
    e.mark(time);
    e.append(changeOfHours(e, reason, ...items));
    e.mark();
    expect(await faults(e)).toEqual([['7.9', says]]);
  }); // prettier-ignore

  test('is judged in order: form, incident, items, signatures', async () => {
    const [e, reason] = begun();
    const good = changeOfHours(e, reason, [INTERNET, closes, later]);
    const item = concat(u16(INTERNET), u64(closes), u64(later));
    e.append(good.subarray(0, -1));
    e.append(e.act(0x07, concat(u64(99), u16(2), item)));
    e.append(changeOfHours(e, 0, [INTERNET, closes, later]));
    e.append(changeOfHours(e, reason + 1, [INTERNET, closes, closes]));
    e.append(
      e.act(0x07, changeOfHours(e, reason, [INTERNET, closes, closes]).subarray(1, -ACT_SIGNATURES_BYTES), {
        0: 'board',
        1: 'board',
      }),
    );
    e.append(e.act(0x07, good.subarray(1, -ACT_SIGNATURES_BYTES), { 0: 'board', 2: 'authority 2' }));
    e.append(good);
    e.append(good);
    e.mark();
    expect((await faults(e)).map(([, says]) => says)).toEqual([
      sentences.tooShort(),
      sentences.tooShort(),
      sentences.noIncident(),
      sentences.notAnIncident(reason + 1),
      sentences.notExtended('internet'),
      sentences.badSignatures(),
      sentences.otherEnd('internet'), // the one before had effect
    ]);
  });

  test('without sites none can be named, and set-up allows one', async () => {
    const e = new TestElection();
    const reason = e.append(incident(e));
    e.append(changeOfHours(e, reason, [CHICAGO, closes, later]));
    e.append(changeOfHours(e, reason, [INTERNET, closes, later]));
    e.append(build(e, undefined, reason));
    e.mark();
    expect(await faults(e)).toEqual([['7.9', sentences.badPlaces()]]);
  });

  test('is void before the first valid mark, whatever its items say', async () => {
    const e = new TestElection();
    e.entries[1] = e.signed(0x02, u64(e.now), 'registrar');
    const reason = e.append(incident(e));
    e.append(changeOfHours(e, reason + 1, [INTERNET, closes, later]));
    e.append(changeOfHours(e, reason, [INTERNET, closes, later]));
    e.append(changeOfHours(e, reason, [INTERNET, closes, closes]));
    e.mark();
    e.append(changeOfHours(e, reason, [INTERNET, closes, later]));
    e.mark();
    const says = (await faults(e)).filter(([check]) => check === '7.9').map(([, sentence]) => sentence);
    expect(says).toEqual([sentences.notAnIncident(reason + 1), sentences.noClock(), sentences.noClock()]);
  });

  test('comes too late after the closing', async () => {
    const [e, reason] = begun();
    e.close();
    e.append(changeOfHours(e, reason, [INTERNET, closes, later]));
    e.mark();
    expect((await judge(e.publish(), { soFar: true })).found).toContain('7.5');
  });
});

describe('a place that had ended while the board was out', () => {
  /** Returns the faults of a change whose board had marks at two times and then was asked at a third. */
  async function outage(from: number, to: number, at: number): Promise<Fault[]> {
    const [e, reason] = begun();
    while (e.now + 600 < from) e.mark(e.now + 600);
    e.mark(from);
    e.mark(to);
    while (e.now + 600 < at) e.mark(e.now + 600);
    e.mark(at);
    e.append(changeOfHours(e, reason, [INTERNET, closes, later]));
    e.mark();
    return faults(e);
  }
  const tooLate = [['7.9', sentences.changedTooLate('internet')]];

  test.each<[string, number, number, number, unknown]>([
    ['600 seconds are no outage', closes - 300, closes + 300, closes + 300, tooLate],
    ['601 seconds are one', closes - 300, closes + 301, closes + 301, []],
    ['it began when the place ended', closes, closes + 601, closes + 700, tooLate],
    ['it ended when the place ended', closes - 601, closes, closes + 60, []],
    ['it was over before', closes - 700, closes - 1, closes + 60, tooLate],
    ['an hour after it', closes - 300, closes + 900, closes + 4500, []],
    ['more than an hour after it', closes - 300, closes + 900, closes + 4501, tooLate],
  ])('%s', async (_, from, to, at, expected) => {
    expect(await outage(from, to, at)).toEqual(expected);
  });
});

describe('the end in force', () => {
  test('the internet: ballots and the closing go by it', async () => {
    const [e, reason] = begun();
    e.append(changeOfHours(e, reason, [INTERNET, closes, later]));
    e.mark();
    e.mark(later + 599 - 61);
    e.cast(anna, [a, blank]); // a minute later, in the last second of the grace
    expect(await faults(e)).toEqual([]);
    const early = e.clone();
    for (const site of [CHICAGO, MADRID]) early.append(early.siteClosing(site, { issued: 0, ballots: 0 }));
    early.append(early.act(0x32, concat(new Uint8Array(3), Uint8Array.of(1), new Uint8Array(4))));
    early.mark();
    expect(await faults(early)).toEqual([['7.6', sentences.tooEarly()]]);
    e.cast(bert, [a, blank]);
    expect((await judge(e.publish(), { soFar: true })).places).toEqual([`7.5 entry ${e.entries.length - 2}`]);
  });

  test('a site: its window, its closing, and when it is done', async () => {
    const [e, reason] = begun();
    const end = madrid.ends + 3600;
    e.append(changeOfHours(e, reason, [MADRID, madrid.ends, end]));
    e.mark();
    e.at(madrid.ends + 3590, () => e.append(e.issue(MADRID, inUnit0('m1'))));
    const closing = e.siteClosing(MADRID, { issued: 1, ballots: 0 });
    e.append(closing);
    e.mark(end);
    e.append(e.issue(MADRID, inUnit0('m2')));
    e.append(closing);
    e.mark();
    expect(await faults(e)).toEqual([
      ['7.5', sentences.outsideWindow()],
      ['7.7', sentences.tooEarly()],
    ]);
  });

  test('a site that is extended is not done at the end of the plan', async () => {
    const closed = async (extended: boolean): Promise<string[]> => {
      const [e, reason] = begun();
      if (extended) e.append(changeOfHours(e, reason, [CHICAGO, closes, later]));
      e.mark();
      e.mark(madrid.ends);
      e.append(e.siteClosing(MADRID, { issued: 0, ballots: 0 }));
      e.mark();
      e.mark(closes + 3600);
      e.close();
      const { report } = await judge(e.publish(), { soFar: true });
      return report.checks.flatMap(({ id, findings }) => findings.map(({ place }) => `${id} ${place.site}`));
    };
    expect(await closed(false)).toEqual(['7.8 chicago']); // it was done, and never closed
    expect(await closed(true)).toEqual(['7.6 chicago']);
  });

  test('a second change adds to the first, up to the limit of the manifest', async () => {
    const [e, reason] = begun();
    e.append(changeOfHours(e, reason, [INTERNET, closes, closes + 600]));
    e.append(changeOfHours(e, reason, [INTERNET, closes + 600, later]));
    e.append(changeOfHours(e, reason, [INTERNET, later, later + 1]));
    e.mark();
    expect(await faults(e)).toEqual([['7.9', sentences.extendedTooFar('internet')]]);
    const { acts } = (await judge(e, { soFar: true })).report.outcome!;
    expect(acts.moved).toEqual([
      { place: 'internet', planned: closes, inForce: later, entry: e.entries.length - 3, incident: reason },
    ]);
  });
});

describe('a site that has closed', () => {
  test('is passed over, whatever the item says, and the others take effect', async () => {
    const [e, reason] = begun();
    e.mark(madrid.ends);
    e.append(e.siteClosing(MADRID, { issued: 0, ballots: 0 }));
    const change = e.append(changeOfHours(e, reason, [CHICAGO, closes, later], [MADRID, 1, 0]));
    e.mark();
    const { found, report } = await judge(e.publish(), { soFar: true });
    expect(found).toEqual([]);
    const { moved, withoutEffect } = report.outcome!.acts;
    expect(moved).toEqual([
      { place: 'chicago', planned: closes, inForce: later, entry: change, incident: reason },
    ]);
    expect(withoutEffect).toEqual([{ place: 'madrid', entry: change, incident: reason }]);
    const text = printReport(report, 'en');
    expect(text).toContain('Hours that were changed');
    expect(text).toContain('Consulate chicago: was to end on January 10, 2026 at 6:00:00 PM');
    expect(text).toContain(`and ends on January 10, 2026 at 8:00:00 PM CST; changed by entry ${change}`);
    expect(text).toContain(`Consulate madrid: the change of entry ${change} had no effect`);
    expect(printReport(report, 'es')).toContain(`motivo: el incidente del mensaje ${reason}`);
  });

  test('cannot be all that a change names', async () => {
    const [e, reason] = begun();
    const change = changeOfHours(e, reason, [MADRID, madrid.ends, madrid.ends + EXTENSION]);
    e.mark(madrid.ends);
    e.append(e.siteClosing(MADRID, { issued: 0, ballots: 0 }));
    e.append(change);
    // Items are judged before signatures.
    e.append(e.act(0x07, change.subarray(1, -ACT_SIGNATURES_BYTES), { 0: 'board', 1: 'board' }));
    e.mark();
    expect(await faults(e)).toEqual([
      ['7.9', sentences.allClosed()],
      ['7.9', sentences.allClosed()],
    ]);
    const { acts } = (await judge(e, { soFar: true })).report.outcome!;
    expect([acts.moved, acts.withoutEffect]).toEqual([[], []]);
  });
});

test('gaps above 600 seconds between marks of the open stage are listed', async () => {
  const e = fresh.clone();
  const from = e.now;
  e.mark(from + 600);
  e.mark(from + 1201);
  const entry = e.entries.length - 1;
  e.mark();
  const { report } = await judge(e.publish(), { soFar: true });
  expect(report.outcome!.acts.gaps).toEqual([{ entry, from: from + 600, to: from + 1201 }]);
  expect(printReport(report, 'en')).toContain('from January 10, 2026 at 8:10:00 AM');
  expect(printReport(report, 'es')).toContain('Ratos sin marca de tiempo de la pizarra durante la votación');
  const { acts } = (await judge(new TestElection().publish(), { soFar: true })).report.outcome!;
  expect(acts).toEqual({ incidents: [], builds: [], moved: [], withoutEffect: [], gaps: [] });
});
