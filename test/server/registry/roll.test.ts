import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { describeFault, rollFaults, type RollFault } from '#server/registry/roll/faults.ts';
import { importRoll } from '#server/registry/roll/import.ts';
import { Fixture, HEADER } from './fixture.ts';
import * as votingApi from '#server/api/voting.ts';

let fixture: Fixture;

beforeAll(async () => {
  fixture = await Fixture.start();
});
afterAll(() => fixture.stop());
afterEach(() => fixture.owner.query('delete from registry.person'));

const good = 'AB12,Ana Núñez,09,completa,internet,Ana@Correo.Example,+52 55 1234 5678';
const count = async (): Promise<number> =>
  (await fixture.pool.query<{ count: number }>('select count(*)::int as count from registry.person')).rows[0]!
    .count;

test('takes people in one form of key, address and number', async () => {
  const { people, faults } = await fixture.import([
    good,
    '"CD 34","Díaz, José ""Pepe""",31,local,postal,,',
    'EF56,Eva,20,local,in-person,eva@correo.example,+15551234567',
  ]);
  expect(faults).toEqual([]);
  expect(people).toBe(3);
  const { rows } = await fixture.pool.query(
    'select voter_key, voter_key_plain, name, unit, style, modality, email, mobile from registry.person order by name',
  );
  expect(rows[0]).toEqual({
    voter_key: 'AB12',
    voter_key_plain: 'AB12',
    name: 'Ana Núñez',
    unit: 0,
    style: 0,
    modality: 'internet',
    email: 'ana@correo.example',
    mobile: '+525512345678',
  });
  expect(rows[1]).toMatchObject({
    name: 'Díaz, José "Pepe"',
    voter_key_plain: 'CD34',
    email: null,
    mobile: null,
  });
});

test.each<[string, string, keyof typeof rollFaults]>([
  ['too few columns', 'AB12,Ana,09', 'column-count'],
  ['a column more', `${good},x`, 'column-count'],
  ['a control character', 'AB12,Ana\u0007,09,completa,postal,,', 'characters'],
  ['a line break in a name', 'AB12,"Ana\nNúñez",09,completa,postal,,', 'characters'],
  ['text that runs the other way', 'AB12,Ana\u202E,09,completa,postal,,', 'characters'],
  ['an invisible character', 'AB\u200B12,Ana,09,completa,postal,,', 'characters'],
  ['no key', ' ,Ana,09,completa,postal,,', 'key'],
  ['a long key', `${'A'.repeat(65)},Ana,09,completa,postal,,`, 'key'],
  ['no name', 'AB12,,09,completa,postal,,', 'name'],
  ['a long name', `AB12,${'a'.repeat(201)},09,completa,postal,,`, 'name'],
  ['an unknown unit', 'AB12,Ana,99,completa,postal,,', 'unit'],
  ['an unknown style', 'AB12,Ana,09,otra,postal,,', 'style'],
  ['a style of another unit', 'AB12,Ana,09,local,postal,,', 'style-unit'],
  ['an unknown modality', 'AB12,Ana,09,completa,fax,,', 'modality'],
  ['a name that a spreadsheet runs', 'AB12,"=HYPERLINK(""x"")",09,completa,postal,,', 'formula'],
  ['a key that a spreadsheet runs', '@AB12,Ana,09,completa,postal,,', 'formula'],
  ['no e-mail', 'AB12,Ana,09,completa,internet,,+525512345678', 'email'],
  ['an e-mail that is none', 'AB12,Ana,09,completa,internet,ana@,+525512345678', 'email'],
  [
    'an e-mail in letters that look alike',
    'AB12,Ana,09,completa,internet,аna@correo.example,+525512345678',
    'email',
  ],
  [
    'a second address behind the first',
    'AB12,Ana,09,completa,internet,"a@b.example,c@d.example",+525512345678',
    'email',
  ],
  ['no mobile', 'AB12,Ana,09,completa,internet,ana@correo.example,', 'mobile'],
  ['a mobile without its country', 'AB12,Ana,09,completa,internet,ana@correo.example,5512345678', 'mobile'],
])('names the line with %s, and takes nobody', async (_, row, kind) => {
  const other = 'ZZ99,Zoe,09,completa,postal,,';
  const { people, faults } = await fixture.import([other, row]);
  expect(faults).toEqual([{ line: 3, kind, other: null }]);
  expect(people).toBe(0);
  expect(await count()).toBe(0);
});

test.each([
  ['unknown columns', 'voter_key,name,unit,style,modality,email,phone'],
  ['a column too few', 'voter_key,name,unit,style,modality,email'],
  ['columns in another order', 'name,voter_key,unit,style,modality,email,mobile'],
])('refuses a header with %s', async (_, header) => {
  const { faults } = await fixture.import([good], header);
  expect(faults).toEqual([{ line: 1, kind: 'columns', other: null }]);
});

test.each([';', '\t'])('hints at commas where columns are separated by %j', async (separator) => {
  const [header, row] = [HEADER, good].map((line) => line.replaceAll(',', separator)) as [string, string];
  const { faults } = await fixture.import([row], header);
  expect(faults).toEqual([{ line: 1, kind: 'separator', other: null }]);
});

test('hints at UTF-8 where the bytes are Latin-1', async () => {
  const file = join(fixture.directory, 'latin1.csv');
  await writeFile(file, Buffer.from(`${HEADER}\n${good}\n`, 'latin1'), { mode: 0o600 });
  const faults: RollFault[] = [];
  await importRoll(fixture.services, { file, by: 'una operadora' }, { fault: (fault) => faults.push(fault) });
  expect(faults).toEqual([{ line: 2, kind: 'encoding', other: null }]);
});

test('refuses an empty file, one without people, and one that is no CSV', async () => {
  expect((await fixture.import([])).faults).toEqual([{ line: 1, kind: 'empty', other: null }]);
  expect((await fixture.import([], '')).faults).toEqual([{ line: 1, kind: 'columns', other: null }]);
  expect((await fixture.import([good, 'EF"56,Eva,09,completa,postal,,'])).faults).toEqual([
    { line: 3, kind: 'csv', other: null },
  ]);
  expect((await fixture.import([`EF56,${'x'.repeat(100_000)},09,completa,postal,,`])).faults).toEqual([
    { line: 2, kind: 'csv', other: null },
  ]);
});

describe('login-alias: one person is one row', () => {
  test.each([
    ['case', 'ab12', 'ana2@correo.example', '+525500000001', 'key'],
    ['blanks', 'AB 12', 'ana2@correo.example', '+525500000001', 'key'],
    ['wide forms', 'ＡＢ１２', 'ana2@correo.example', '+525500000001', 'key'],
    ['the case of an e-mail', 'CD34', 'ANA@correo.EXAMPLE ', '+525500000001', 'email'],
    ['a number written otherwise', 'CD34', 'ana2@correo.example', '+52 (55) 1234-5678', 'mobile'],
    ['the old form of a Mexican mobile', 'CD34', 'ana2@correo.example', '+5215512345678', 'mobile'],
  ])('%s', async (_, key, email, mobile, what) => {
    const row = `${key},Otra,09,completa,internet,${email},${mobile}`;
    expect((await fixture.import([good, row])).faults).toEqual([
      { line: 3, kind: `${what}-twice`, other: 2 },
    ]);
    expect((await fixture.import([good])).people).toBe(1);
    expect((await fixture.import([row])).faults).toEqual([{ line: 2, kind: `${what}-known`, other: null }]);
    expect(await count()).toBe(1);
  });
});

test('reports every bad row in the order of lines, with no value of it', async () => {
  const { faults } = await fixture.import([
    'A1,Ana,99,completa,postal,,',
    'A2,Ana,09,completa,postal,,',
    'A2,Ana,09,completa,postal,,',
    'A3,Ana,09,nada,postal,,',
  ]);
  const kinds = faults.map(({ line, kind }) => [line, kind]);
  expect(kinds).toEqual([
    [2, 'unit'],
    [4, 'key-twice'],
    [5, 'style'],
  ]);
  expect(describeFault(faults[1]!, 'es')).toBe('renglón 4: la clave ya está en el renglón 3');
  expect(describeFault(faults[0]!, 'en')).toBe('line 2: the unit is not in the manifest');
});

describe('a roll that is taken', () => {
  const journal = async (): Promise<unknown[]> =>
    (
      await fixture.pool.query(
        `select operator, staff, action, reason, extract(epoch from at)::int as at from registry.journal`,
      )
    ).rows;

  test('stands in the journal: who took it, when, of which bytes, how many people', async () => {
    const known = (await journal()).length;
    await fixture.import(['AB12,Ana,99,completa,postal,,']);
    expect(await journal()).toHaveLength(known); // nobody was imported
    await fixture.import([good]);
    const file = createHash('sha256').update(`${HEADER}\n${good}\n`).digest('hex');
    expect((await journal()).slice(known)).toEqual([
      {
        operator: 'una operadora',
        staff: null,
        action: 'import',
        reason: `SHA-256 ${file}, people 1`,
        at: fixture.now,
      },
    ]);
  });

  test('comes before the opening: not after it, nor if it opens meanwhile, nor if nobody can say', async () => {
    const known = (await journal()).length;
    fixture.voting.stage = 'open';
    await expect(fixture.import([good])).rejects.toMatchObject({ code: 'only-before-opening' });
    fixture.voting.stage = 'setup';
    let asked = 0;
    fixture.voting.after = (path) => {
      if (path === votingApi.readStatus.path && ++asked === 1) fixture.voting.stage = 'open';
    };
    await expect(fixture.import([good])).rejects.toMatchObject({ code: 'only-before-opening' });
    expect(asked).toBe(2);
    fixture.voting.after = () => {
      throw new Error('lost');
    };
    await expect(fixture.import([good])).rejects.toMatchObject({ code: 'voting-unreachable' });
    fixture.voting.reset();
    expect(await count()).toBe(0);
    expect(await journal()).toHaveLength(known);
  });
});

test('takes 50,000 people without holding them', async () => {
  const file = join(fixture.directory, 'large.csv');
  const out = createWriteStream(file);
  out.write(`${HEADER}\n`);
  const name = 'N'.repeat(150);
  for (let i = 0; i < 50_000; i++)
    if (!out.write(`K${i},${name},09,completa,internet,p${i}@correo.example,+5255${10_000_000 + i}\n`))
      await once(out, 'drain');
  out.end();
  await once(out, 'finish');
  const before = process.memoryUsage().heapUsed;
  let most = 0;
  const { people } = await importRoll(
    fixture.services,
    { file, by: 'una operadora' },
    {
      fault: () => undefined,
      progress: () => {
        most = Math.max(most, process.memoryUsage().heapUsed - before);
      },
    },
  );
  expect(people).toBe(50_000);
  expect(most).toBeLessThan(100 * 2 ** 20);
});
