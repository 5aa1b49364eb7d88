/** Tests of acts of office: ends in force, documents of incidents and builds, personal data (spec chapter 12). */
import { describe, expect, test } from 'vitest';
import { toHex, utf8 } from '#crypto/bytes.ts';
import { signEntry } from '#crypto/entry/entry.ts';
import { printJson } from '#crypto/manifest/json.ts';
import {
  parseBuildDocument,
  parseIncidentDocument,
  printBuild,
  printIncident,
  type Build,
  type Incident,
} from '#crypto/record/act-documents.ts';
import {
  encodeChangeOfHours,
  encodeIncident,
  INTERNET,
  parseChangeOfHours,
  type NewEnd,
} from '#crypto/record/acts.ts';
import { personalDataIn } from '#crypto/record/personal-data.ts';
import { assertChangeOfHours, assertIncident } from '#crypto/record/rules/acts.ts';
import { assertStage } from '#crypto/record/rules/entry-rules.ts';
import { Hours } from '#crypto/record/rules/hours.ts';
import { RecordState } from '#crypto/record/rules/record-state.ts';
import { miniWithSites } from '../negative/mini.ts';
import { testElection } from '../support/elections.ts';

const { election, parties } = testElection(miniWithSites, {
  count: 3,
  threshold: 2,
  alternates: 1,
  sites: 2,
});
const { closes, sites } = election;
const none: ReadonlySet<number> = new Set();

const incident: Incident = {
  format: 'sivei-incident/v2',
  election: toHex(election.id),
  category: 'outage',
  starts: '2026-01-01T17:00:00-06:00',
  ends: '2026-01-01T17:00:00-06:00',
  places: ['internet', 'madrid'],
  people: 0,
  what: { es: 'Uno.', en: 'One.' },
  done: { es: 'Dos.', en: 'Two.' },
};

describe('ends in force', () => {
  const newEnd = (after: number, before = closes, place = INTERNET): NewEnd => ({ place, before, after });
  /** Returns why the change is void at a clock; undefined if it is valid. */
  function fault(
    hours: Hours,
    clock: number,
    ends: readonly NewEnd[],
    closedSites = none,
  ): string | undefined {
    try {
      hours.assertChange({ incident: 1, ends }, { clock, closedSites });
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  }

  test('an end moves before it has passed, within the bound of all extensions together', () => {
    const hours = new Hours(election);
    expect(hours.endOf(INTERNET)).toBe(closes);
    expect(fault(hours, closes - 1, [newEnd(closes + 7200)])).toBeUndefined();
    expect(fault(hours, closes - 1, [newEnd(closes + 7201)])).toContain('allows');
    expect(fault(hours, closes - 1, [newEnd(closes)])).toContain('not later');
    expect(fault(hours, closes, [newEnd(closes + 60)])).toContain('no outage');
    hours.apply({ incident: 1, ends: [newEnd(closes + 3600)] }, { closedSites: none });
    expect(hours.endOf(INTERNET)).toBe(closes + 3600);
    expect(hours.endOf(0)).toBe(sites[0]!.ends);
    expect(fault(hours, closes, [newEnd(closes + 7200)])).toContain('in force');
    expect(fault(hours, closes, [newEnd(closes + 7201, closes + 3600)])).toContain('allows');
    expect(fault(hours, closes, [newEnd(closes + 7200, closes + 3600)])).toBeUndefined();
    expect(fault(hours, 0, [newEnd(closes + 7200, closes + 3600)])).toContain('no clock');
  });

  test('an end moves up to an hour after an outage that covers it', () => {
    const end = [newEnd(closes + 7200)];
    const after = (last: number, now: number): Hours => {
      const hours = new Hours(election);
      hours.mark(last, now);
      return hours;
    };
    const back = closes + 500;
    expect(fault(after(closes - 101, back), back + 3600, end)).toBeUndefined();
    expect(fault(after(closes - 101, back), back + 3601, end)).toContain('no outage');
    expect(fault(after(closes - 100, back), back, end)).toContain('no outage'); // 600 seconds are none
    expect(fault(after(closes, closes + 601), closes + 601, end)).toContain('no outage'); // it begins at the end
    expect(fault(after(closes - 601, closes), closes, end)).toBeUndefined(); // it ends at the end
    expect(fault(after(closes - 700, closes - 1), closes, end)).toContain('no outage');
    expect(fault(after(closes - 101, back), closes + 7200, end)).toContain('not later');
  });

  test('an outage counts for the end that was in force in it, and for no other', () => {
    const hours = new Hours(election);
    hours.mark(closes - 300, closes + 900);
    hours.apply({ incident: 1, ends: [newEnd(closes + 1000)] }, { closedSites: none });
    expect(fault(hours, closes + 1000, [newEnd(closes + 2000, closes + 1000)])).toContain('no outage');
  });

  test('sites that have closed are passed over, but not all of them', () => {
    const hours = new Hours(election);
    const [first, second] = sites;
    const ends = [first!, second!].map(({ position, ends: own }) => newEnd(own + 60, own, position));
    const clock = Math.min(first!.ends, second!.ends) - 1;
    const wrong = [{ ...ends[0]!, before: 1 }, ends[1]!];
    expect(fault(hours, clock, wrong)).toContain('in force');
    expect(fault(hours, clock, wrong, new Set([0]))).toBeUndefined();
    expect(fault(hours, clock, wrong, new Set([0, 1]))).toContain('have closed');
    hours.apply({ incident: 1, ends }, { closedSites: new Set([0]) });
    expect([hours.endOf(0), hours.endOf(1)]).toEqual([first!.ends, second!.ends + 60]);
    expect(fault(hours, clock, [newEnd(clock + 60, clock, 2)])).toContain('no such site');
  });

  test('places are in ascending order, at least one', async () => {
    const read = async (...places: number[]): Promise<unknown> => {
      const ends = places.map((place) => newEnd(closes + 60, closes, place));
      const entry = await signEntry(
        parties.authority,
        election.id,
        encodeChangeOfHours({ incident: 1, ends }),
      );
      return parseChangeOfHours(entry, election.authority);
    };
    await expect(read()).rejects.toThrow('no place');
    await expect(read(1, 0)).rejects.toThrow('ascending');
    await expect(read(0, 0)).rejects.toThrow('ascending');
    await expect(read(0, 1, INTERNET)).resolves.toBeDefined();
  });
});

describe('acts on the board', () => {
  const said = async (follows: number, told = incident): Promise<[Uint8Array, Uint8Array]> => {
    const blob = printIncident(told);
    const document = { hash: new Uint8Array(32).fill(follows), length: blob.length };
    return [await signEntry(parties.authority, election.id, encodeIncident({ follows, document })), blob];
  };

  test('an act is stated once, whoever signs it, and names an incident that is there', async () => {
    const state = new RecordState(election);
    const [entry, blob] = await said(0);
    assertIncident(entry, blob, state);
    state.apply(7, entry);
    expect(() => assertIncident(entry, blob, state)).toThrow('on the board already');
    const [next, nextBlob] = await said(7);
    expect(() => assertIncident(next, nextBlob, state)).not.toThrow();
    const [lost, lostBlob] = await said(8);
    expect(() => assertIncident(lost, lostBlob, state)).toThrow('no incident');
  });

  test('an incident gives the reason for new hours, which ballots, closings and sites then go by', async () => {
    const state = new RecordState(election);
    Object.assign(state, { stage: 'open', clock: closes - 60 });
    const order = async (at: number): Promise<Uint8Array> => {
      const ends = [
        { place: 0, before: sites[0]!.ends, after: sites[0]!.ends + 60 },
        { place: INTERNET, before: closes, after: closes + 600 },
      ];
      return signEntry(parties.authority, election.id, encodeChangeOfHours({ incident: at, ends }));
    };
    const entry = await order(7);
    expect(() => assertChangeOfHours(entry, state)).toThrow('no incident');
    state.apply(7, (await said(0))[0]);
    assertChangeOfHours(entry, state);
    state.apply(8, entry);
    expect([state.closes, state.siteEnds(0)]).toEqual([closes + 600, sites[0]!.ends + 60]);
    expect(state.graceEnds).toBe(closes + 600 + election.manifest.graceSeconds);
    state.clock = state.graceEnds - 1;
    expect(state.internetWindow).toBe('all');
    state.clock = sites[0]!.ends + 60 + sites[0]!.delivery - 1;
    expect(state.isSiteDone(0, 1)).toBe(false);
  });

  test('the board takes 2,000 of a kind', async () => {
    const state = Object.assign(new RecordState(election), { size: 1 });
    const [entry] = await said(0);
    for (let index = 1; index <= 2000; index += 1) {
      assertStage(entry, state);
      state.apply(index, entry);
    }
    expect(() => assertStage(entry, state)).toThrow('no room');
  });
});

test.each<[string, object]>([
  ['for another election', { ...incident, election: '0'.repeat(64) }],
  ['a category of its own', { ...incident, category: 'storm' }],
  ['a member more', { ...incident, more: 1 }],
  ['a language less', { ...incident, what: { es: 'Uno.' } }],
  ['an empty text', { ...incident, what: { es: '', en: 'One.' } }],
  ['2,001 characters', { ...incident, done: { es: 'a'.repeat(2001), en: 'One.' } }],
  ['a line break', { ...incident, done: { es: 'Uno.\nDos.', en: 'One.' } }],
  ['no time', { ...incident, starts: '2026-02-30T00:00:00-06:00' }],
  ['an end before its start', { ...incident, ends: '2026-01-01T16:59:59-06:00' }],
  ['a place twice', { ...incident, places: ['internet', 'internet'] }],
  ['an unknown place', { ...incident, places: ['paris'] }],
  ['half a person', { ...incident, people: 0.5 }],
])('an incident is refused: %s', (_, document) => {
  expect(() => parseIncidentDocument(utf8(printJson(document)), election)).toThrow();
});

test('an incident is read with texts of 2,000 characters, and not above 65,536 bytes', () => {
  const long = { ...incident, what: { es: 'ñ'.repeat(2000), en: 'a' }, ends: null, people: null };
  expect(parseIncidentDocument(printIncident(long), election)).toEqual(long);
  const padded = { ...incident, places: Array.from({ length: 9000 }, () => 'internet') };
  expect(() => parseIncidentDocument(utf8(printJson(padded)), election)).toThrow('65,536');
  expect(() => parseIncidentDocument(utf8(JSON.stringify(incident)), election)).toThrow('canonically');
});

const item = { part: 'booth', name: 'a/b.js', bytes: 1, sha256: '0'.repeat(64) } as const;
const build: Build = {
  format: 'sivei-build/v2',
  election: toHex(election.id),
  version: '2.0.0',
  commit: '0'.repeat(40),
  items: [item, { ...item, name: 'a/c.js' }, { ...item, part: 'check' }],
};

test.each<[string, object]>([
  ['no item', { ...build, items: [] }],
  [
    '2,001 items',
    { ...build, items: Array.from({ length: 2001 }, (_, i) => ({ ...item, name: `n${10_000 + i}` })) },
  ],
  ['an item twice', { ...build, items: [item, item] }],
  ['parts out of order', { ...build, items: build.items.toReversed() }],
  ['a way upwards', { ...build, items: [{ ...item, name: '../a' }] }],
  ['a blank in a name', { ...build, items: [{ ...item, name: 'a b' }] }],
  ['an unknown part', { ...build, items: [{ ...item, part: 'shell' }] }],
  ['a short commit', { ...build, commit: '0'.repeat(41) }],
])('a build is refused: %s', (_, document) => {
  expect(() => parseBuildDocument(utf8(printJson(document)), election)).toThrow();
});

test('a build is read', () => expect(parseBuildDocument(printBuild(build), election)).toEqual(build));

test.each([
  ['Escriba a ayuda@ine.mx.', 'an address of e-mail'],
  ['Llame al 55 12 34 56.', 'eight digits in a row'],
  ['Llame al 55123456.', 'eight digits in a row'],
  ['CURP GOMC800101HDFRRL09 fallida.', 'a CURP'],
  ['Clave GMRRCR80010109H100 fallida.', 'eight digits in a row'],
  ['De las 17:00 a las 18:30 del 1 de enero de 2026, 1,234,567 personas.', undefined],
  ['Folio 1234567.', undefined],
])('personal data: %s', (words, found) => {
  expect(personalDataIn(words)).toBe(found);
});
