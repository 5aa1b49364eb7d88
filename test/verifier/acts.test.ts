/** Tests of incidents and builds (spec §12.1, §12.2). */
import { describe, expect, test, vi } from 'vitest';
import { printReport } from '../../verifier/cli/print.ts';
import { concat, u32, u64, u8 } from '../../verifier/crypto/bytes.ts';
import { sentences } from '../../verifier/findings/sentences.ts';
import type { Sentence } from '../../verifier/findings/sentences/sentence.ts';
import { blobOf } from '../../verifier/observe/mirror/attachments.ts';
import { build, buildOf, incident, incidentOf, type TestBuild, type TestIncident } from './support/acts.ts';
import { TestElection } from './support/election.ts';
import { openedWithSites } from './support/in-person.ts';
import { type Fault, faults, judge, opened, voted } from './support/judge.ts';
import { printManifest } from './support/manifest.ts';

/** Appends entries to an election in the open stage, and returns the faults. */
function faultsOf(...entries: readonly ((e: TestElection) => Uint8Array)[]): Promise<Fault[]> {
  const e = opened();
  e.at(e.now, () => entries.forEach((entry) => e.append(entry(e))));
  return faults(e);
}

const flip = (bytes: Uint8Array, at: number): Uint8Array => bytes.with(at, bytes.at(at)! ^ 1);
const long = 'x'.repeat(2000);

describe('an incident', () => {
  test.each<[string, (content: TestIncident) => void]>([
    ['as it is', () => undefined],
    ['without an end', (content) => (content.ends = null)],
    ['that ends when it starts', (content) => (content.ends = content.starts)],
    [
      'of an unknown number of people, in no place',
      (content) => Object.assign(content, { people: null, places: [] }),
    ],
    ['with 2,000 letters', (content) => (content.what.es = long)],
  ])('%s', async (_, change) => {
    const content = incidentOf(opened());
    change(content);
    expect(await faultsOf((e) => incident(e, content))).toEqual([]);
  });

  test.each<[string, (content: TestIncident) => void, string]>([
    ['of another format', (c) => (c.format = 'sivei-incident/v1'), 'format'],
    ['of another election', (c) => (c.election = '00'.repeat(32)), 'election'],
    ['of no category', (c) => (c.category = 'flood'), 'category'],
    ['that starts on 30 February', (c) => (c.starts = '2026-02-30T10:00:00-06:00'), 'starts'],
    ['that ends on 30 February', (c) => (c.ends = '2026-02-30T10:00:00-06:00'), 'ends'],
    ['that ends before it starts', (c) => (c.ends = '2026-01-10T09:59:59-06:00'), 'ends'],
    ['in a place that is none', (c) => c.places.push('chicago'), 'places[1]'],
    ['in a place twice', (c) => c.places.push('internet'), 'places[1]'],
    ['of fewer than no people', (c) => (c.people = -1), 'people'],
    ['with 2,001 letters', (c) => (c.done.en = `${long}x`), 'done.en'],
    ['without a text', (c) => (c.what.es = ''), 'what.es'],
    ['with a control character', (c) => (c.what.en = 'a\nb'), 'what.en'],
    ['with a member more', (c) => Object.assign(c, { by: 'somebody' }), 'by'],
    ['with a member less', (c) => Reflect.deleteProperty(c, 'people'), 'people'],
  ])('%s is void', async (_, change, member) => {
    const content = incidentOf(opened());
    change(content);
    const expected = [['7.12', sentences.badContent(member)]];
    expect(await faultsOf((e) => incident(e, content))).toEqual(expected);
  });

  test.each<[string, (printed: Uint8Array) => Uint8Array, Sentence]>([
    ['no JSON', () => u8(0x7b), sentences.badContent('')],
    [
      'a byte order mark',
      (printed) => concat(Uint8Array.of(0xef, 0xbb, 0xbf), printed),
      sentences.badContent(''),
    ],
    ['a blank too many', (printed) => concat(printed, u8(0x20)), sentences.badContent('')],
    ['65,537 bytes', () => new Uint8Array(65_537), sentences.tooLong(65_536)],
  ])('whose blob has %s is void', async (_, change, says) => {
    expect(await faultsOf((e) => incident(e, change(printManifest(incidentOf(e)))))).toEqual([
      ['7.12', says],
    ]);
  });

  test('in a site', async () => {
    const e = openedWithSites();
    e.at(e.now, () => e.append(incident(e, { ...incidentOf(e), places: ['madrid', 'internet', 'chicago'] })));
    expect(await faults(e)).toEqual([]);
  });
});

describe('a build', () => {
  test.each<[string, (content: TestBuild) => void, string]>([
    ['of another format', (c) => (c.format = 'sivei-incident/v2'), 'format'],
    ['of another election', (c) => (c.election = '00'.repeat(32)), 'election'],
    ['with a commit of 41 digits', (c) => (c.commit += '0'), 'commit'],
    ['without a version', (c) => (c.version = ''), 'version'],
    ['without items', (c) => (c.items = []), 'items'],
    ['with 2,001 items', (c) => (c.items = Array.from({ length: 2001 }, (_, i) => ({ ...c.items[0]!, name: `${10_000 + i}` }))), 'items'],
    ['of an unknown part', (c) => (c.items[0]!.part = 'zoo'), 'items[0].part'],
    ['with a name that leads up', (c) => (c.items[2]!.name = 'verifier/../main.ts'), 'items[2]'],
    ['with a name with a blank', (c) => (c.items[2]!.name = 'verifier main.ts'), 'items[2].name'],
    ['with a short hash', (c) => (c.items[2]!.sha256 = 'ab'), 'items[2].sha256'],
    ['with an item twice', (c) => (c.items[2] = c.items[1]!), 'items[2]'],
    ['with names in another order', (c) => (c.items[2]!.name = 'a'), 'items[2]'],
    ['with parts in another order', (c) => (c.items[2]!.part = 'booth'), 'items[2]'],
  ])('%s is void', async (_, change, member) => {
    const e = new TestElection();
    const content = buildOf(e);
    change(content);
    e.at(e.now, () => e.append(build(e, content)));
    expect(await faults(e)).toEqual([['2.5', sentences.badContent(member)]]);
  }); // prettier-ignore

  test('while voting is open it names the incident that is its reason', async () => {
    const e = opened();
    e.mark();
    const reason = e.append(incident(e));
    e.append(build(e, buildOf(e), reason));
    e.append(build(e));
    e.append(build(e, { ...buildOf(e), version: '2.0.2' }, reason + 1));
    e.mark();
    expect(await faults(e)).toEqual([
      ['2.5', sentences.noIncident()],
      ['2.5', sentences.notAnIncident(reason + 1)],
    ]);
  });

  test('an opening needs one, unless it is a rehearsal', async () => {
    const openedAfter = (before: (e: TestElection) => void): Promise<Fault[]> => {
      const e = new TestElection((manifest) => (manifest.rehearsal = false));
      e.ceremony();
      e.lists();
      before(e);
      e.mark();
      e.open();
      return faults(e);
    };
    expect(await openedAfter(() => undefined)).toEqual([['7.4', sentences.noBuild()]]);
    expect(await openedAfter((e) => e.append(build(e)))).toEqual([]);
    const [first, ...others] = await openedAfter((e) => e.append(build(e, u8(0))));
    expect([first![0], others]).toEqual(['2.5', [['7.4', sentences.noBuild()]]]);
  });
});

describe('both', () => {
  const wrong = (e: TestElection, bytes: Uint8Array): Uint8Array =>
    e.act(bytes[0]!, bytes.subarray(1, 45), { 0: 'board', 1: 'authority 1' });

  test('rules are judged in order: form, stated before, signatures, blob, content, incident', async () => {
    const e = opened();
    e.mark();
    const right = incident(e);
    const missing = e.act(0x04, concat(u64(0), e.blob(u8(1))));
    const bad = incident(e, u8(2), 99);
    const far = incident(e, incidentOf(e), 99);
    for (const path of e.files.keys())
      if (e.files.get(path)?.length === 1 && e.files.get(path)?.[0] === 1) e.files.delete(path);
    const first = e.append(right);
    for (const entry of [right.subarray(0, -1), wrong(e, right), wrong(e, far), missing, bad, bad, far, far])
      e.append(entry);
    e.append(incident(e, incidentOf(e), first));
    e.mark();
    const says = (await faults(e)).map(([, sentence]) => sentence);
    expect(says[3]!.en).toMatch(/^the blob .* is not there$/);
    expect(says.toSpliced(3, 1)).toEqual([
      sentences.tooShort(),
      sentences.statedBefore(),
      sentences.badSignatures(),
      sentences.badContent(''),
      sentences.badContent(''),
      sentences.notAnIncident(99),
      sentences.notAnIncident(99),
    ]);
  });

  /** Returns how many times blobs are read, but for the manifest, and the checks that find something. */
  async function readsOf(e: TestElection): Promise<{ reads: number; found: readonly string[] }> {
    e.mark();
    e.publish();
    const read = vi.spyOn(e, 'read');
    const { found } = await judge(e, { soFar: true });
    return { reads: read.mock.calls.filter(([path]) => path.startsWith('blob/')).length - 1, found };
  }

  test('a blob that many name is read once for void ones and once for valid ones', async () => {
    const e = opened();
    e.mark();
    const first = e.append(incident(e));
    const second = e.append(incident(e, incidentOf(e), first));
    for (const reason of [1, 2, first, first, second]) e.append(build(e, buildOf(e), reason));
    for (const text of ['void', 'void']) e.append(build(e, { text }, first));
    // The incidents' blob, that of the builds twice, and that of the last two.
    expect(await readsOf(e)).toEqual({ reads: 4, found: Array.from({ length: 5 }, () => '2.5') });
  });

  test('a blob is read once to refuse all its wrong lengths, and once more for the right one', async () => {
    const e = new TestElection();
    const blob = e.blob(printManifest(buildOf(e)));
    const right = printManifest(buildOf(e)).length;
    for (const length of [right - 1, 1, right + 1, 1_048_576, 1_048_577, right])
      e.append(e.act(0x03, concat(u64(0), blob.subarray(0, 32), u32(length))));
    expect(await readsOf(e)).toEqual({ reads: 2, found: Array.from({ length: 5 }, () => '2.5') });
  });

  test('an incident belongs to every stage, a build to two', async () => {
    const e = voted();
    const both = (): void => {
      e.append(incident(e, { ...incidentOf(e), people: e.entries.length }));
      e.append(build(e, { ...buildOf(e), version: `${e.entries.length}` }));
      e.mark();
    };
    e.close();
    both();
    e.admit();
    both();
    e.tally();
    both();
    e.decrypt(1);
    e.decrypt(2);
    e.result();
    both();
    const { found, report } = await judge(e.publish());
    expect(found).toEqual(['7.5', '7.5', '7.5', '7.5']);
    expect(report.outcome!.acts.incidents).toHaveLength(4);
  });

  test('2,000 valid ones of a kind are enough', async () => {
    const e = new TestElection();
    // Signatures and blobs of one incident: only the index that it continues differs.
    const blob = e.blob(printManifest(incidentOf(e)));
    e.mark();
    const first = e.append(e.act(0x04, concat(u64(0), blob)));
    for (let i = 1; i < 2002; i += 1) e.entries.push(e.act(0x04, concat(u64(first + i - 1), blob)));
    e.append(build(e));
    e.mark();
    const { places, report } = await judge(e.publish(), { soFar: true });
    expect(places).toEqual([`7.5 entry ${first + 2000}`, `7.5 entry ${first + 2001}`]);
    expect(report.outcome!.acts.incidents).toHaveLength(2000);
    expect(printReport(report, 'en')).toContain('… and 1,800 more, which are in the JSON report');
  }, 60_000);

  test('a copy of the board has their blobs', () => {
    const e = opened();
    for (const entry of [incident(e), build(e)]) expect(e.files.has(blobOf(entry)!.path)).toBe(true);
  });

  test('the report lists them', async () => {
    const e = openedWithSites();
    e.mark();
    const first = e.append(incident(e, { ...incidentOf(e), places: ['internet', 'chicago'] }));
    e.append(
      incident(e, { ...incidentOf(e), category: 'site', ends: null, people: null, places: [] }, first),
    );
    e.append(build(e, buildOf(e), first));
    e.append(flip(build(e, { ...buildOf(e), version: 'void' }, first), -1));
    e.mark();
    const { report } = await judge(e.publish(), { soFar: true });
    const { acts } = report.outcome!;
    expect(acts.incidents.map(({ entry, follows }) => [entry, follows])).toEqual([
      [first, 0],
      [first + 1, first],
    ]);
    expect(acts.incidents[0]).toMatchObject({ starts: 1_768_060_800, ends: 1_768_062_600, people: 12 });
    expect(acts.builds).toMatchObject([{ entry: first + 2, incident: first, version: '2.0.1', items: 3 }]);
    const en = printReport(report, 'en');
    expect(en).toContain(`entry ${first}, outage: from January 10, 2026 at 10:00:00 AM`);
    expect(en).toContain(
      'places: internet, Consulate chicago; people affected: 12. What happened: The booth',
    );
    expect(en).toContain(
      `no end stated; it is not known how many people were affected; continues entry ${first}.`,
    );
    expect(en).toContain(
      `version 2.0.1, source code ${buildOf(e).commit}; 3 files, named with their hashes in blob/`,
    );
    expect(en).not.toContain('version void');
    const es = printReport(report, 'es');
    expect(es).toContain('Qué pasó durante la elección, según la autoridad');
    expect(es).toContain('personas afectadas: 12. Qué pasó: La casilla no respondía. Qué se hizo: Se cambió');
    expect(es).toContain('Programas con los que se hizo la elección');
  });
});
