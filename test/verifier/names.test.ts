/** Tests of names in the report: of trustees, and of contests with too few ballots to be published. */
import { describe, expect, test } from 'vitest';
import { concat, u16, u8 } from '../../verifier/crypto/bytes.ts';
import { printReport } from '../../verifier/cli/print.ts';
import { csvOf } from '../../verifier/page/csv.ts';
import { TestElection } from './support/election.ts';
import { a, anna, bert, carl, judge, opened, voted, xAndV } from './support/judge.ts';
import { candidate, u32s } from './support/manifest.ts';

describe('a contest with fewer ballots than the small unit', () => {
  /** Returns an election with one ballot for the contest `seats` and two for `office`. Two are enough. */
  function few(): TestElection {
    const e = opened();
    e.cast(anna, [a, xAndV]);
    e.cast(carl, [a]);
    return e;
  }

  test('is withheld: no cells, no shares, no result, and the report says why', async () => {
    const e = few();
    e.count();
    const { verdict, report } = await judge(e.publish());
    expect(verdict).toBe('verified');
    const { withheld, contests } = report.outcome!;
    expect(contests.map(({ id }) => id)).toEqual(['office']);
    expect(withheld).toEqual([{ id: 'seats', title: { es: 'Seats', en: 'Seats' }, ballots: 1, needed: 2 }]);
    expect(printReport(report, 'es')).toContain(
      'No se publica el resultado de esta elección en Seats: votaron menos de 2 personas y se sabría cómo votó cada una.',
    );
    expect(printReport(report, 'en')).toContain('Seats is not published: fewer than 2 people voted');
    expect(csvOf(report.outcome!, 'es')).not.toContain('seats');
  });

  test('all of them: there is nothing to decrypt', async () => {
    const e = opened();
    e.cast(anna, [a, xAndV]);
    e.count();
    const { verdict, report } = await judge(e.publish());
    expect(verdict).toBe('verified');
    expect(report.outcome!.withheld.map(({ id }) => id)).toEqual(['office', 'seats']);
    expect(printReport(report, 'en')).not.toContain('Published result');
  });

  test('a tally that has cells of it is refused', async () => {
    const e = few();
    e.close();
    e.admit();
    const blob = e.tallyBlob();
    // The cells that the seats alone would have with a manifest without a small unit.
    const all = few();
    const more = Object.assign(all, { manifest: { ...all.manifest, smallUnit: 0 } }).tallyBlob();
    e.tally(concat(blob.subarray(0, -2), more.subarray(more.length - seatsLength)));
    const { places, report, notRun } = await judge(e.publish(), { soFar: true });
    expect(places).toEqual(['8.2 contest seats']);
    const [finding] = report.checks.find(({ id }) => id === '8.2')!.findings;
    expect(finding!.says.en).toContain('nothing of this contest may be published');
    expect(notRun).toEqual(['8.3', '9.1', '9.2', '9.3', '10.2']);
    expect(report.outcome!.withheld.map(({ id }) => id)).toEqual(['seats']);
  });

  test.each<[string, Uint8Array]>([
    ['cells', concat(u16(1), u32s(...Array.from({ length: 12 }, () => 0)))],
    ['totals', concat(u16(0), u32s(0, 0, 0, 0, 0, 0))],
  ])('a result that has %s of it is refused', async (_, more) => {
    const e = few();
    e.close();
    e.admit();
    e.tally();
    e.decrypt(1);
    e.decrypt(2);
    const [office] = e.numbers();
    const { cells, totals, parties } = office!;
    const own = concat(u16(cells.length), u32s(...cells.flat(), ...totals, ...parties));
    e.append(e.signed(0x52, e.blob(concat(own, more)), 'authority'));
    e.mark();
    const { found, notRun } = await judge(e.publish());
    expect({ found, notRun }).toEqual({ found: ['10.1'], notRun: ['10.2', '10.3'] });
  });

  test('so far the contests that would be withheld are named', async () => {
    const { report } = await judge(few().publish(), { soFar: true });
    expect(report.outcome!.withheld.map(({ id }) => id)).toEqual(['seats']);
    expect(printReport(report, 'es')).toContain('Seats: hasta aquí votaron menos de 2 personas.');
    const none = await judge(opened().publish(), { soFar: true });
    expect(none.report.outcome!.withheld).toEqual([]);
  });

  test('a replaced ballot is not counted twice', async () => {
    const e = opened();
    e.cast(anna, [a, xAndV]);
    e.cast(anna, [a, xAndV]);
    const { report } = await judge(e.publish(), { soFar: true });
    expect(report.outcome!.withheld.map(({ ballots }) => ballots)).toEqual([1, 1]);
    e.cast(bert, [a, xAndV]);
    expect((await judge(e.publish(), { soFar: true })).report.outcome!.withheld).toEqual([]);
  });
});

/** Length in bytes of two cells: of one unit with ballots and six sums, and of another unit without ballots. */
const seatsLength = 2 + (2 + 2 + 4 + 6 * 64) + (2 + 2 + 4);

describe('trustees', () => {
  test('those who made the key, and those with valid shares', async () => {
    const e = voted();
    e.close();
    e.admit();
    e.tally();
    e.decrypt(3);
    e.decrypt(2, e.shareBlob(1)); // void
    e.decrypt(1);
    e.result();
    const { trustees } = (await judge(e.publish())).report.outcome!;
    expect(trustees.makers.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(trustees.excluded).toEqual([]);
    expect(trustees.openers.map(({ number, name }) => `${number} ${name.en}`)).toEqual([
      '3 Trustee 3',
      '1 Trustee 1',
    ]);
  });

  test('those who were excluded, and why', async () => {
    const e = new TestElection((m) => m.trustees.candidates.push(candidate(5)));
    e.rounds();
    e.append(e.message(0x14, 3, u8(2)));
    e.append(e.message(0x15, 2, u8(3), new Uint8Array(32))); // opens nothing: 2 is to blame
    e.run = 2;
    e.mark();
    e.mark(e.now + 3600);
    e.append(e.absence(4, 0x10));
    e.mark();
    const { report } = await judge(e.publish(), { soFar: true });
    expect(report.outcome!.trustees).toMatchObject({
      makers: [],
      excluded: [
        { number: 2, cause: 'complaint' },
        { number: 4, cause: 'absence', owed: 'commit' },
      ],
      openers: [],
    });
    const text = printReport(report, 'es');
    expect(text).toContain('no hay todavía una llave de la elección');
    expect(text).toContain('quedó fuera 2 Trustee 2: una queja mostró');
    expect(text).toContain('quedó fuera 4 Trustee 4: la autoridad declaró su ausencia');
    expect(text).toContain('lo que debía: un compromiso');
    expect(text).toContain('2 de las 3 llaves de la autoridad firman cada acto');
    e.run = 3;
    e.trustees = [1, 3, 5];
    e.ceremony();
    const whole = await judge(e.publish(), { soFar: true });
    expect(printReport(whole.report, 'en')).toContain('made the key: 1 Trustee 1, 3 Trustee 3, 5 Trustee 5');
    expect(printReport(whole.report, 'en')).toContain("2 of the authority's 3 keys sign each act");
  });
});
