/** Tests of a trustee's folder, enrollment and acts. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { softwareSigner } from '#crypto/ecdsa.ts';
import { utf8 } from '#crypto/bytes.ts';
import { actMessage, openAct, type Act } from '#trustee-tool/certificates/act.ts';
import { fingerprintOf } from '#trustee-tool/certificates/fingerprint.ts';
import { parseEnrollment } from '#trustee-tool/shared/enrollment.ts';
import { TrusteeFolder } from '#trustee-tool/shared/folder.ts';
import { printJson } from '#crypto/manifest/json.ts';
import { testElection } from '../support/elections.ts';
import { enrolled, runProgram } from './support.ts';

const directory = mkdtempSync(join(tmpdir(), 'sivei-home-'));
afterAll(() => rmSync(directory, { recursive: true }));
let home: string;
beforeAll(() => {
  ({ home } = enrolled(directory, 'Custodia-1'));
});

test('what was said, drawn or claimed stays as it is', () => {
  const own = TrusteeFolder.open(home);
  own.saveSeed(1, Uint8Array.of(1));
  own.saveSeed(1, Uint8Array.of(1)); // the same seed again, as in a repeated step
  expect(() => own.saveSeed(1, Uint8Array.of(2))).toThrow();
  own.saveMessage('run-1-commit', Uint8Array.of(1));
  expect(() => own.saveMessage('run-1-commit', Uint8Array.of(2))).toThrow();
  const [one, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  expect([own.claimTally(one), own.claimTally(one), own.claimTally(other)]).toEqual([true, true, false]);
});

test('a folder is never begun twice, and a wrong one is named', () => {
  const again = ['enrol', '--home', home, '--name', 'x', '--software', '--rehearsal', '--pin-fd', '0'];
  const { out, status } = runProgram([...again, '--out', join(directory, 'x.json'), '--lang', 'en']);
  expect([status, out]).toEqual([1, expect.stringContaining('never overwritten')]);
  const nowhere = ['status', '--home', directory, '--server', 'http://127.0.0.1:9', '--lang', 'es'];
  expect(runProgram(nowhere)).toMatchObject({
    status: 1,
    out: expect.stringContaining('no hay una custodia'),
  });
  const both = ['attend', '--home', home, '--yes', '--server', 'http://127.0.0.1:9', '--medium', directory];
  expect(runProgram(both).status).toBe(2);
});

test('what is wrong with a file or a token is a sentence in the language that was asked for', () => {
  const nowhere = join(directory, 'nowhere', 'x');
  const fresh = join(directory, 'fresh');
  const begin = ['enrol', '--home', fresh, '--name', 'x', '--pin-fd', '0'];
  const software = [...begin, '--software', '--rehearsal'];
  const module = '/nowhere.so';
  for (const [args, es, en, code] of [
    [['manifest', nowhere], 'No está el archivo', 'is not there', 1],
    [['manifest', directory], 'No está el archivo', 'is not there', 1],
    [['act', '--manifest', nowhere, nowhere], 'No está el archivo', 'is not there', 1],
    [[...software, '--out', nowhere], 'Un archivo no se pudo leer o escribir', 'could not be read', 1],
    [[...software, '--out', join(directory, 'Custodia-1.json')], 'Ya hay un archivo', 'already', 1],
    [
      [...begin, '--out', `${fresh}.json`, '--module', module, '--label', 'x'],
      'No se pudo cargar la biblioteca',
      'could not be loaded',
      1,
    ],
  ] as const)
    for (const [lang, words] of [
      ['es', es],
      ['en', en],
    ] as const) {
      const { out, status } = runProgram([...args, '--lang', lang]);
      expect([status, out], out).toEqual([code, expect.stringContaining(words)]);
      expect(out).not.toMatch(/ENOENT|EISDIR|Error:| at /);
    }
  expect(existsSync(fresh)).toBe(false); // no keys that nobody could use
});

test('an enrollment speaks for its name and keys', () => {
  const bytes = readFileSync(join(directory, 'Custodia-1.json'));
  expect(parseEnrollment(bytes).name).toBe('Custodia-1');
  const renamed = Buffer.from(bytes.toString().replace('"Custodia-1"', '"Custodia-2"'));
  expect(() => parseEnrollment(renamed)).toThrow('signature');
});

test('an act holds for its election, its trustee and its bytes', async () => {
  const signer = softwareSigner();
  const base = testElection();
  const trustees = [{ ...base.parties.trustees[0]!, signer }, ...base.parties.trustees.slice(1)];
  const { election } = testElection(undefined, undefined, { ...base.parties, trustees });
  const nameOf = (number: number): Act['trustee']['name'] =>
    election.manifest.trustees.candidates[number - 1]!.name;
  const zeros = '0'.repeat(64);
  const act: Act = {
    format: 'sivei-ceremony-act/v1',
    step: 'seal',
    election: {
      id: Buffer.from(election.id).toString('hex'),
      title: election.manifest.title,
      authority: election.manifest.authority.name,
      rehearsal: true,
    },
    run: 1,
    trustee: { number: 1, name: nameOf(1) },
    participants: [],
    threshold: 2,
    at: '2026-01-01T00:00:00-06:00',
    board: { origin: 'a', size: 1, root: zeros, clock: 1, witnesses: [], voidEntries: 0 },
    key: null,
    tally: null,
    software: { version: '1', hash: zeros, node: 'v20' },
    token: { label: 'a', serial: 'a', maker: 'a', model: 'a', firmware: 'a' },
    message: zeros,
    accused: null,
  };
  const sign = async (value: Act): Promise<[Uint8Array, Uint8Array]> => {
    const bytes = utf8(printJson(value));
    return [bytes, await signer.sign(actMessage(election.id, bytes))];
  };
  const [bytes, signature] = await sign(act);
  expect(openAct(election, bytes, signature)).toEqual(act);
  expect(() => openAct(testElection().election, bytes, signature)).toThrow();
  expect(() => openAct(election, Uint8Array.from([...bytes, 10]), signature)).toThrow();
  for (const lie of [
    { trustee: { number: 2, name: nameOf(2) } },
    { trustee: { number: 1, name: nameOf(2) } },
    { election: { ...act.election, rehearsal: false } },
    { participants: [{ number: 3, name: nameOf(2), signingKey: act.message }] },
  ]) {
    const lied = await sign({ ...act, ...lie });
    expect(() => openAct(election, ...lied)).toThrow();
  }
});

test('fingerprints are those of BIP 39’s Spanish list', () => {
  // The figures are the beginning of SHA-256 of no bytes. The words were computed separately, by the rule of BIP 39.
  expect(fingerprintOf(new Uint8Array())).toEqual({
    figures: 'e3b0 c442 98fc 1c14 9afb f4c8 996f b924',
    words: 'tejido magia araña cigarro rapto altivo hielo libertad retiro roble tren duro'.split(' '),
  });
});
