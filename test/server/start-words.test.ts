import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseManifest } from '#crypto/manifest/election.ts';
import { newParties, writeManifest } from '#server/rehearsal/parties/parties.ts';
import { ready } from '#server/rehearsal/ready.ts';
import { resultText } from '#server/rehearsal/result.ts';
import demo from '../../server/rehearsal/parties/manifest.json' with { type: 'json' };
import { mini } from '../negative/mini.ts';
import { program } from '../support/program.ts';

// Tests of the messages of `npm start` and `npm run vote`: a newcomer must not need to read source code.

const numbers = { count: 3, threshold: 2 };
const electionOf = (template: object) =>
  parseManifest(writeManifest(template as typeof mini, newParties(numbers), numbers));
const election = electionOf({ ...demo, sites: [] });
const addresses = {
  voting: 'http://v',
  registry: 'http://r',
  witnesses: [],
  ops: { voting: 'http://vo', registry: 'http://ro' },
};

describe.each(['es', 'en'] as const)('what a start says, in %s', (lang) => {
  const said = (desk?: string, now = 0): string =>
    ready[lang]({ addresses, election, desk, voteOptions: ' -- --data d', now });

  test('tells which four digits the booth asks for, and where they are', () => {
    expect(said()).toMatch(
      lang === 'es' ? /cuatro dígitos.*junto a cada correo/ : /four digits.*beside each mail/,
    );
    expect(said()).toContain('npm run vote -- --data d');
  });

  test('names clerk and supervisor, and the order of a site', () => {
    expect(said()).not.toContain('SEDE0001');
    const text = said('http://d');
    expect(text).toMatch(lang === 'es' ? /atiende: ana.*supervisa: eva/ : /clerk: ana.*supervisor: eva/);
    const order = [...text.matchAll(/^ {2}(\d)\. /gm)].map(([, n]) => n);
    expect(order).toEqual(['1', '2', '3', '4', '5']);
    expect(text.indexOf('SEDE0001')).toBeLessThan(text.indexOf('Ctrl+V'));
  });

  test('does not call an election open that is over', () => {
    const [open, over] = [said(), said(undefined, election.closes)];
    expect(open).toContain(lang === 'es' ? 'abierta hasta el' : 'is open until');
    expect(over).toContain(lang === 'es' ? 'terminó el' : 'ended on');
  });
});

describe('the result', () => {
  const counted = election.contests.map(({ options, parties }) => {
    const totals = options.map((_, i) => i);
    return { cells: [totals], totals, partyVotes: parties.map((_, i) => 100 + i) };
  });

  test('is told by option and party, with the command that verifies it', () => {
    const text = resultText(election, counted, 'http://v/board', 'es');
    expect(text).toContain(election.manifest.contests[0]!.title.es);
    expect(text).toMatch(/^ {9}1 {2}PRI$/m);
    expect(text).toMatch(/Votos por partido\n {7}100 {2}PAN/);
    expect(text).toContain('npm run verify -- http://v/board');
  });

  test('says why a contest is withheld', () => {
    const withheld = counted.map(() => ({ cells: [], totals: [], partyVotes: [] }));
    expect(resultText(election, withheld, 'b', 'es')).toContain('votaron menos de 2 personas');
    expect(resultText(election, withheld, 'b', 'en')).toContain('fewer than 2 people voted');
  });
});

describe('npm run vote', () => {
  const homes: string[] = [];
  afterAll(() => Promise.all(homes.map((home) => rm(home, { recursive: true }))));

  /** Returns the output of `npm run vote` if the demonstration's folder has these files. */
  async function vote(files: Readonly<Record<string, Uint8Array | string>>): Promise<string> {
    const home = await mkdtemp(join(tmpdir(), 'sivei-vote-'));
    homes.push(home);
    await mkdir(join(home, 'election'));
    for (const [name, content] of Object.entries(files))
      await writeFile(join(home, 'election', name), content);
    const args = [...program('server/rehearsal/vote.ts'), '--data', home, '--port', '9'];
    return new Promise((resolve) => {
      execFile(process.execPath, args, (error, _out, said) => resolve(`${error?.code} ${said}`));
    });
  }

  test('says what to do without a demonstration', async () => {
    expect(await vote({})).toMatch(/^1 error: No hay ninguna demostración abierta en .*npm start/);
  });

  test('says what to do when the demonstration is stopped', async () => {
    const said = await vote({ open: '', 'manifest.json': election.bytes });
    expect(said).toMatch(/^1 error: La demostración no responde en http:\/\/127\.0\.0\.1:9: .*npm start/);
    expect(said).toContain('does not answer');
  });
});
