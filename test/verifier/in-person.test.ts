/** Tests of voting in person: hours and closings of sites, outstanding entries, and the report (spec chapter 11). */
import { describe, expect, test } from 'vitest';
import { concat, u16 } from '../../verifier/crypto/bytes.ts';
import { printReport } from '../../verifier/cli/print.ts';
import { parseCheckpoint } from '../../verifier/board/log/note.ts';
import { blobOf } from '../../verifier/observe/mirror/attachments.ts';
import { csvOf } from '../../verifier/page/csv.ts';
import { sentences } from '../../verifier/findings/sentences.ts';
import { Verification } from '../../verifier/verification/verify.ts';
import { closes } from './support/election.ts';
import {
  CHICAGO,
  inUnit0,
  MADRID,
  MOVED,
  type MixedElection,
  openedWithSites,
  siteHours,
  WALK_IN,
} from './support/in-person.ts';
import { anna, bert, carl, judge, nobody, opened, blank, a } from './support/judge.ts';

const fresh = openedWithSites((manifest) => (manifest.smallUnit = 0));
const [chicago, madrid] = siteHours;

/** Returns the places of findings on a board that ends in the open stage. */
async function findings(e: MixedElection): Promise<string[]> {
  const { places } = await judge(e.publish(), { soFar: true });
  return places;
}

const none = { issued: 0, ballots: 0 };

describe('where the manifest has no sites', () => {
  test.each([0x22, 0x23, 0x34])('kind %i is unknown', async (kind) => {
    const e = opened();
    e.at(e.now + 60, () => e.append(e.signed(kind, u16(0), 'registrar')));
    const { found } = await judge(e.publish(), { soFar: true });
    expect(found).toEqual(['7.5']);
  });
});

describe('the window of a site', () => {
  test.each<[string, number, number, string[]]>([
    ['a second before it starts', MADRID, madrid.starts - 1, ['7.5']],
    ['when it starts', MADRID, madrid.starts, []],
    ['a second before it ends, without grace', MADRID, madrid.ends - 1, []],
    ['when it ends, without grace', MADRID, madrid.ends, ['7.5']],
    ['in its grace', CHICAGO, chicago.ends + 599, []],
    ['after its grace', CHICAGO, chicago.ends + 600, ['7.5']],
  ])('an issue %s', async (_, site, time, found) => {
    const e = fresh.clone();
    e.at(time, () => e.append(e.issue(site, inUnit0(site === MADRID ? 'm1' : 'c1'))));
    expect((await judge(e.publish(), { soFar: true })).found).toEqual(found);
  });

  test('a ballot in person goes by it, and not by the hours of the internet', async () => {
    const e = openedWithSites((manifest) => (manifest.graceSeconds = 0));
    e.at(closes, () => e.append(e.issue(CHICAGO, inUnit0('c1'))));
    e.castInPerson(inUnit0('c1'));
    expect(await findings(e)).toEqual([]);
    e.cast(anna, [a, blank]);
    expect(await findings(e)).toEqual([`7.5 entry ${e.entries.length - 2}`]);
  });
});

describe('after its closing', () => {
  const e = fresh.clone();
  e.now = madrid.starts;
  const [issue, other] = [e.issue(MADRID, inUnit0('m1')), e.issue(MADRID, inUnit0('m2'))];
  e.vote(MADRID, inUnit0('m3'));
  const ballot = e.ballot(inUnit0('m1'), [a, blank]).bytes;
  const numbers = { issued: 2, ballots: 2 };
  e.at(madrid.ends, () => e.append(e.siteClosing(MADRID, numbers, { issues: [issue], ballots: [ballot] })));

  test('entries that it named may come, and no others', async () => {
    const board = e.clone();
    board.at(madrid.ends + 3599, () => [issue, other, ballot].map((entry) => board.append(entry)));
    const place = board.entries.indexOf(other);
    expect(await findings(board)).toEqual([`7.5 entry ${place}`]);
    const { outcome } = (await judge(board, { soFar: true })).report;
    expect(outcome!.sites![MADRID]).toMatchObject({ issued: 2, ballots: 2, closed: true, awaited: 0 });
  });

  test('entries that it named must come in time, too', async () => {
    const board = e.clone();
    board.at(madrid.ends + 3600, () => board.append(issue));
    expect((await judge(board.publish(), { soFar: true })).found).toEqual(['7.5']);
  });

  test('an issue that it named among its ballots is not named', async () => {
    const board = fresh.clone();
    board.now = madrid.starts;
    const own = board.issue(MADRID, inUnit0('m1'));
    const held = { ballots: [own] };
    board.at(madrid.ends, () => board.append(board.siteClosing(MADRID, { issued: 0, ballots: 1 }, held)));
    board.at(board.now + 60, () => board.append(own));
    expect((await judge(board.publish(), { soFar: true })).found).toEqual(['7.5']);
  });

  test('judged as it grows it has at each step the report of a board judged at once', async () => {
    const board = e.clone();
    const growing = await Verification.start(board.publish(), { soFar: true });
    expect(growing.report.outcome!.sites![MADRID]).toMatchObject({ closed: true, awaited: 2 });
    for (const entry of [issue, other, ballot]) {
      board.at(board.now + 60, () => board.append(entry));
      await growing.extend(parseCheckpoint(board.publish().files.get('checkpoint')!));
      expect(growing.report).toEqual((await judge(board, { soFar: true })).report);
    }
  });

  test('the closing of the election waits for it, or for the end of its time', async () => {
    const early = e.clone();
    early.at(closes, () => early.append(early.siteClosing(CHICAGO, none)));
    early.close();
    early.admit();
    // Madrid's hour to deliver has passed, so the site is done, but one entry never came.
    const { places } = await judge(early.publish());
    const closing = early.entries.findIndex(([kind]) => kind === 0x32);
    expect(places).toEqual([`7.8 entry ${closing}, site madrid`, '8.1 ']);
  });
});

test('at the closing each site has its own finding', async () => {
  const e = fresh.clone();
  e.close(); // at 18:10: Chicago has until 19:00, Madrid had until 15:00
  const closing = e.entries.findIndex(([kind]) => kind === 0x32);
  const { places } = await judge(e.publish());
  expect(places).toEqual(['4.5 ', `7.6 entry ${closing}, site chicago`, `7.8 entry ${closing}, site madrid`]);
});

test('a revoked issue makes room, and still counts as given out', async () => {
  const e = fresh.clone();
  const issue = (name: string): void =>
    e.at(e.now + 60, () => e.append(e.issue(CHICAGO, inUnit0(name), WALK_IN)));
  issue('c1');
  issue('c2');
  const second = e.entries.length - 2;
  e.at(e.now + 60, () => e.append(e.revoke('c1')));
  issue('c3');
  e.at(closes, () => e.append(e.siteClosing(CHICAGO, { issued: 2, ballots: 0 })));
  expect(await findings(e)).toEqual([`4.8 entry ${second}`]);
});

test('a walk-in needs no room on the roll, anyone else does', async () => {
  const e = openedWithSites(undefined, 2, 2, 1);
  e.at(e.now + 60, () => e.append(e.issue(CHICAGO, inUnit0('c1'), WALK_IN)));
  expect(await findings(e)).toEqual([]);
  e.at(e.now + 60, () => e.append(e.issue(CHICAGO, inUnit0('c2'))));
  expect((await judge(e.publish(), { soFar: true })).found).toEqual(['4.8']);
});

test.each<[string, number, string[]]>([
  ['where its `moves` is true', CHICAGO, []],
  ['where it is false', MADRID, ['4.7']],
])('a site serves a person who was registered for the internet: %s', async (_, site, found) => {
  const e = fresh.clone();
  e.at(madrid.starts, () => e.append(e.issue(site, inUnit0(site === MADRID ? 'm1' : 'c1'), MOVED)));
  expect((await judge(e.publish(), { soFar: true })).found).toEqual(found);
});

test('whom a site does not serve: judged after the unit, and before signature and window', async () => {
  const e = fresh.clone();
  const issue = e.issue(MADRID, inUnit0('m1'), MOVED);
  const last = issue.length - 1;
  e.at(e.now + 60, () => e.append(issue.with(last, issue[last]! ^ 1)));
  e.append(e.issue(MADRID, { name: 'm1', style: 0, unit: 2 }, MOVED));
  const { report } = await judge(e.publish(), { soFar: true });
  const found = report.checks.flatMap((check) => check.findings);
  expect(found.map(({ check, says }) => [check, says])).toEqual([
    ['4.7', sentences.noTransfers()],
    ['4.7', sentences.unitNotInStyle(2)],
  ]);
});

test('without a roll, or without a key, issues cannot be judged', async () => {
  const roll = openedWithSites(undefined, 1);
  const unread = await judge(roll.publish(), { soFar: true });
  expect({ found: unread.found, notRun: unread.notRun }).toEqual({ found: ['7.4'], notRun: ['4.4', '4.8'] });
  const e = fresh.clone();
  e.entries.splice(
    e.entries.findIndex(([kind]) => kind === 0x13),
    1,
  );
  const notRun = (await judge(e.publish())).notRun;
  expect(notRun).toEqual(expect.arrayContaining(['4.7', '4.8', '7.7', '7.8']));
  expect(notRun).not.toContain('4.6');
});

describe('the report', () => {
  function whole(e: MixedElection): MixedElection {
    e.cast(anna, [a, blank]);
    e.cast(bert, [nobody, blank]);
    e.cast(carl, [a]);
    e.now = madrid.starts;
    e.vote(MADRID, inUnit0('m1'));
    e.vote(CHICAGO, inUnit0('c1'), WALK_IN);
    e.at(madrid.ends, () => e.append(e.siteClosing(MADRID, { issued: 1, ballots: 1 })));
    e.at(closes, () => e.append(e.siteClosing(CHICAGO, { issued: 1, ballots: 1 })));
    e.count();
    return e.publish();
  }
  const apart = whole(fresh.clone());
  const merged = whole(openedWithSites((manifest) => (manifest.smallUnit = 4)));

  test('totals of each modality where no cell has both', async () => {
    const { verdict, report } = await judge(apart);
    expect(verdict).toBe('verified');
    const [office] = report.outcome!.contests;
    expect(office!.modalities).toEqual([
      { modality: 'internet', ballots: 3, votes: [2, 0, 0, 0, 0, 1] },
      { modality: 'in person', ballots: 2, votes: [2, 0, 0, 0, 0, 0] },
    ]);
    expect(office!.cells[1]).toMatchObject({ units: ['One'], modality: 'in person', ballots: 2 });
    expect(report.outcome).toMatchObject({ ballots: 5, voters: 5, eligible: 7 });
    const text = printReport(report, 'en');
    expect(text).toContain('of 5 credentials, of 7 listed or issued at sites');
    expect(text).toContain('Consulate madrid: credentials issued: 1; ballots: 1; closed, and delivered all');
    expect(text).toContain('2 ballots in person');
    expect(text).toContain('3 units in 6 cells');
    expect(text).toContain('2 ballots: One, in person');
    const rows = csvOf(report.outcome!, 'en').split('\r\n');
    expect(rows[0]).toBe('contest,kind,units,ballots,id,title,votes,modality');
    expect(rows).toContain('office,total,,2,a,A,2,in person');
    expect(rows).toContain('office,cell,One,2,a,A,1,internet');
  });

  test('a cell that has both is said to have both', async () => {
    const { verdict, report } = await judge(merged);
    expect(verdict).toBe('verified');
    const [office] = report.outcome!.contests;
    expect(office!.modalities).toBeUndefined();
    const [cell] = office!.cells;
    expect(cell).toMatchObject({ units: ['One', 'Two'], modality: 'both', ballots: 5 });
    const text = printReport(report, 'es');
    expect(text).toContain(
      '5 votos: One por internet, One en persona, Two por internet, juntos, sin distinguir',
    );
    expect(text).toContain('No hay totales por internet y en persona: una celda junta votos de ambos');
    const rows = csvOf(report.outcome!, 'en').split('\r\n');
    expect(rows).toContain('office,cell,One (internet); One (in person); Two (internet),5,a,A,4,both');
  });

  test('nothing of this where there are no sites', async () => {
    const { report } = await judge(opened().publish(), { soFar: true });
    expect(report.outcome).not.toHaveProperty('sites');
    expect(printReport(report, 'es')).not.toContain('en persona');
  });
});

test('a copy of the board has the list that a closing names', () => {
  const e = fresh.clone();
  const before = new Set(e.files.keys());
  const closing = e.siteClosing(CHICAGO, none);
  const [path] = [...e.files.keys()].filter((name) => !before.has(name));
  const attachment = blobOf(closing);
  expect(attachment!.path).toBe(path);
  expect(attachment!.isRight(e.files.get(path!)!)).toBe(true);
});

describe('a closing names as outstanding an entry that is on the board', () => {
  const e = fresh.clone();
  e.vote(CHICAGO, inUnit0('c1'));
  e.now = closes;
  const [issue] = e.entries.filter(([kind]) => kind === 0x22) as [Uint8Array];
  const [ballot] = e.entries.filter(([kind]) => kind === 0x40) as [Uint8Array];
  const later = e.issue(CHICAGO, inUnit0('c2'));

  test.each<[string, { issued: number; ballots: number }, Parameters<typeof e.siteClosing>[2], string[]]>([
    ['an issue, counted twice', { issued: 2, ballots: 1 }, { issues: [issue] }, ['7.7']],
    ['an issue, counted once', { issued: 1, ballots: 1 }, { issues: [issue] }, ['7.7']],
    ['a ballot', { issued: 1, ballots: 2 }, { ballots: [ballot] }, ['7.7']],
    ['only what does not', { issued: 2, ballots: 1 }, { issues: [later] }, []],
  ])('%s', async (_, numbers, held, found) => {
    const own = e.clone();
    own.at(closes, () => own.append(own.siteClosing(CHICAGO, numbers, held)));
    expect((await judge(own.publish(), { soFar: true })).found).toEqual(found);
  });
});

test('a list of outstanding entries in another order, or with duplicates, is invalid', async () => {
  const e = fresh.clone();
  const hash = new Uint8Array(32);
  const blob = concat(Uint8Array.of(0, 0, 0, 2), hash, hash, new Uint8Array(4));
  const numbers = Uint8Array.of(0, 0, 0, 2, 0, 0, 0, 0);
  e.at(closes, () => e.append(e.bySite(0x34, CHICAGO, numbers, e.blob(blob))));
  expect((await judge(e.publish(), { soFar: true })).found).toEqual(['7.7']);
});
