/** Tests that a witness gives every answer of the protocol, cosigns one history per log, and forgets nothing. */
import { mkdirSync, readFileSync } from 'node:fs';
import { request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WitnessStateFile } from '../../verifier/cli/witness/state-file.ts';
import { readKeyFile } from '../../verifier/cli/witness/key-file.ts';
import { witnessServer } from '../../verifier/cli/witness/server.ts';
import { verifyConsistency, treeHash } from '../../verifier/board/log/merkle.ts';
import { cosignatureTime, parseCheckpoint } from '../../verifier/board/log/note.ts';
import { Witness } from '../../verifier/witness/witness.ts';
import { hexOf, keyFile, newState } from './support/witness-folder.ts';
import { base64, consistency, post, submission, TestLog } from './support/witness.ts';

const log = new TestLog();
const other = TestLog.of('board.example/other');

const cosignatureOf5 =
  '— witness.example/w1 3xwKNQAAAABpVbkAHkjryPUf+vXv7VkawrnbVLLPNDg6TR3Uu5CriGQmYaMa815kBTUl0VohU4TyOk+4GR21DL6RNK8TdiZUm5HfCQ==\n';

describe('consistency proofs', () => {
  const sizes = Array.from({ length: 33 }, (_, i) => i + 1);
  const leaves = log.leaves(34);
  const tree = (size: number) => ({ size, root: treeHash(leaves.slice(0, size)) });

  test.each(sizes)('from every size to %i, and no other proof', (size) => {
    for (let old = 1; old <= size; old += 1) {
      const proof = consistency(old, leaves.slice(0, size));
      expect(verifyConsistency(tree(old), tree(size), proof)).toBe(true);
      expect(verifyConsistency(tree(old), tree(size), [...proof, leaves[0]!])).toBe(false);
      expect(verifyConsistency(tree(old), { size, root: leaves[1]! }, proof)).toBe(false);
      expect(verifyConsistency({ size: old, root: leaves[1]! }, tree(size), proof)).toBe(false);
      if (old === size) continue;
      expect(verifyConsistency(tree(old), tree(size), proof.slice(0, -1))).toBe(false);
      expect(verifyConsistency(tree(old), tree(size), proof.slice(1))).toBe(false);
      expect(verifyConsistency(tree(size), tree(old), proof)).toBe(false);
      for (const i of proof.keys())
        expect(verifyConsistency(tree(old), tree(size), proof.with(i, leaves[33]!))).toBe(false);
    }
  });

  test('the known one', () => {
    expect(consistency(3, leaves.slice(0, 5)).map(base64)).toEqual([
      'V8efTzGuApxdS9MLBzwnyU35NDiytGl+Hh7vW8A5SkE=',
      'YcoROfaBWEHVuvLQ0tm9nf7pfImN1ve6DAqpQe5sAes=',
      'WkdmL9ijF9lgSaP59HxV3GfKZgUbqjaD27GbL+CaB7A=',
      'SFM123z+yWXxX/dF/GJcQdXqJkaTaTAWWCj3PdS2iFQ=',
    ]);
  });
});

test('the time of a line is never less than that of the line before, with any clock', async () => {
  const state = newState();
  const cosigner = await readKeyFile(keyFile);
  mkdirSync(state);
  let now = 1_767_225_600;
  const begin = async (isNew: boolean): Promise<Witness> => {
    const parties = { log: log.vkey, witness: cosigner.vkey };
    const stateFile = await WitnessStateFile.open(state, parties, isNew);
    return new Witness(cosigner, [{ vkey: log.vkey, state: stateFile }], () => now);
  };
  const timeFor = async (witness: Witness, old: number, size: number): Promise<number> => {
    const { status, body } = await witness.addCheckpoint(Buffer.from(log.grow(old, size)));
    expect(status).toBe(200);
    const note = parseCheckpoint(Buffer.from(log.checkpoint(size) + body));
    return Number(cosignatureTime(note, cosigner.vkey)) - 1_767_225_600;
  };
  const witness = await begin(true);
  expect(await timeFor(witness, 0, 5)).toBe(0);
  now += 100;
  expect(await timeFor(witness, 5, 6)).toBe(100);
  now -= 99;
  expect(await timeFor(witness, 6, 7)).toBe(100);
  expect(await timeFor(witness, 7, 7)).toBe(100);
  // The next process of this witness reads the time from the file.
  const next = await begin(false);
  expect(await timeFor(next, 7, 8)).toBe(100);
  now += 100;
  expect(await timeFor(next, 8, 9)).toBe(101);
});

describe('answers', () => {
  let server: Server;
  let address: string;
  const errors: unknown[] = [];

  beforeEach(async () => {
    const state = newState();
    const cosigner = await readKeyFile(keyFile);
    mkdirSync(state);
    const logs = [];
    for (const { vkey } of [log, other])
      logs.push({
        vkey,
        state: await WitnessStateFile.open(state, { log: vkey, witness: cosigner.vkey }, true),
      });
    const witness = new Witness(cosigner, logs, () => 1_767_225_600);
    server = witnessServer(witness, (error) => errors.push(error), {
      requestTimeoutMs: 300,
      checkIntervalMs: 20,
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    errors.length = 0;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
    if (errors.length > 0) throw new Error('the witness failed', { cause: errors[0] });
  });

  async function ask(
    body: string | Uint8Array,
  ): Promise<{ status: number; type: string | null; text: string }> {
    const response = await post(address, body);
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      text: await response.text(),
    };
  }

  test('200: the known cosignature; it can be read, and the log goes on from there', async () => {
    expect(await ask(log.grow(0, 3))).toMatchObject({ status: 200 });
    const given = await ask(log.grow(3, 5));
    expect(given).toEqual({ status: 200, type: 'text/plain; charset=utf-8', text: cosignatureOf5 });
    const read = await fetch(`${address}/${hexOf(log.vkey.name)}/checkpoint`);
    expect(read.status).toBe(200);
    expect(read.headers.get('access-control-allow-origin')).toBe('*');
    expect(await read.text()).toBe(log.checkpoint(5) + cosignatureOf5);
    expect((await ask(log.grow(5, 5))).text).toBe(cosignatureOf5);
    expect((await ask(log.grow(5, 9))).status).toBe(200);
  });

  test('200: lines of others are ignored and not kept; logs are apart', async () => {
    const foreign = cosignatureOf5.replace('w1', 'w2');
    expect((await ask(log.grow(0, 5) + foreign)).text).toBe(cosignatureOf5);
    expect(await (await fetch(`${address}/${hexOf(log.vkey.name)}/checkpoint`)).text()).not.toContain('w2');
    expect((await ask(other.grow(0, 2))).status).toBe(200);
    expect((await ask(log.grow(5, 6))).status).toBe(200);
  });

  test('200: an empty log', async () => {
    expect((await ask(log.grow(0, 0))).status).toBe(200);
    expect((await ask(log.grow(0, 0))).status).toBe(200);
    expect((await ask(log.grow(0, 4))).status).toBe(200);
  });

  const hash = base64(log.leaves(1)[0]!);
  const note = log.checkpoint(5);
  const text = note.slice(0, note.indexOf('\n\n') + 1);
  test.each([
    ['an unknown log', 404, TestLog.of('board.example/third').grow(0, 5)],
    ['a log of that name with another key', 403, TestLog.of(log.vkey.name).grow(0, 5)],
    ['a bad signature', 403, submission(0, [], note.replace(/...=\n$/, 'AAA=\n'))],
    ['a good signature and another of the same key', 403, submission(0, [], note + log.line(text))],
    ['an old size above the new one', 400, submission(6, [], note)],
    ['no empty line', 400, `old 0\n${note.slice(0, -1)}`],
    ['another first line', 400, log.grow(0, 5).replace('old', 'new')],
    ['old size 00', 400, submission('00', [], note)],
    ['old size -1', 400, submission(-1, [], note)],
    ['a hash of 31 bytes', 400, submission(3, [base64(log.leaves(1)[0]!.subarray(1))], note)],
    ['a hash with bits left over', 400, submission(3, [hash.replace(/.=$/, 'F=')], note)],
    ['64 hashes', 400, submission(3, Array.from({ length: 64 }, () => hash), note)],
    ['an extension line', 400, submission(0, [], note.replace('\n\n', '\nmore\n\n'))],
    ['nothing', 400, ''],
    ['no UTF-8', 400, Uint8Array.of(0xff)],
    ['another size than the one cosigned', 409, log.grow(3, 5)],
    ['a proof where none is due', 422, submission(0, [hash], note)],
    ['an empty log with another root', 422, submission(0, [], log.checkpoint(0, { root: log.leaves(1)[0]! }))],
  ])('%s: %i', async (_, status, body) => {
    const { status: given, type, text: why } = await ask(body);
    expect(given).toBe(status);
    expect([type, why]).toEqual(
      status === 409 ? ['text/x.tlog.size', '0\n'] : ['text/plain; charset=utf-8', expect.stringMatching(/^.+\n$/)],
    );
    expect((await ask(log.grow(0, 4))).status).toBe(200); // nothing was kept of the rejected request
  }); // prettier-ignore

  test.each([
    ['an older size', 409, () => log.grow(3, 5)],
    ['a newer size', 409, () => log.grow(8, 9)],
    ['from the start', 409, () => log.grow(0, 9)],
    ['a proof too short', 422, () => submission(5, consistency(5, log.leaves(9)).slice(1).map(base64), log.checkpoint(9))],
    ['no proof', 422, () => submission(5, [], log.checkpoint(9))],
    ['another history', 422, () => log.grow(5, 9, 4)],
    ['another root of that size', 422, () => log.grow(5, 5, 4)],
    ['a proof for the same size', 422, () => submission(5, [hash], log.checkpoint(5))],
  ])('with 5 cosigned, %s: %i', async (_, status, body) => {
    await ask(log.grow(0, 5));
    const given = await ask(body());
    expect(given.status).toBe(status);
    if (status === 409) expect(given).toEqual({ status, type: 'text/x.tlog.size', text: '5\n' });
    expect((await ask(log.grow(5, 9))).status).toBe(200);
  }); // prettier-ignore

  test('the first failing check is the answer, in the order of the specification (§8.10)', async () => {
    const chapter = readFileSync(join(import.meta.dirname, '../../docs/spec/08-board.md'), 'utf8');
    const rows = [...chapter.matchAll(/^\| (\d{3}) \|/gm)].map(([, status]) => Number(status));
    await ask(log.grow(0, 5));
    const forged = log.checkpoint(4).replace(/...=\n$/, 'AAA=\n');
    const unknown = forged.replace(log.vkey.name, 'board.example/third');
    const fork = log.checkpoint(9, { forked: 0 });
    // Each body also fails every later check.
    const bodies = [
      submission('07', [hash], unknown),
      submission(7, [hash], unknown),
      submission(7, [hash], forged),
      submission(7, [hash], log.checkpoint(4)),
      submission(3, [hash], fork),
      submission(5, [hash], fork),
      log.grow(5, 9),
    ];
    const given: number[] = [];
    for (const body of bodies) given.push((await ask(body)).status);
    expect(given).toEqual(rows);
  });

  test('two histories at once: one wins, the other gets the size', async () => {
    await ask(log.grow(0, 5));
    const forks = Array.from({ length: 8 }, (_, i) => log.grow(5, 9 + i, 5 + (i % 4)));
    const given = await Promise.all(forks.map(ask));
    const won = given.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    const size = 9 + given.indexOf(won[0]!);
    expect(given.filter(({ status, text: told }) => status === 409 && told === `${size}\n`)).toHaveLength(7);
  });

  test('404 and 405', async () => {
    const own = `${address}/${hexOf(log.vkey.name)}/checkpoint`;
    const status = async (url: string, method = 'GET'): Promise<number> =>
      (await fetch(url, { method })).status;
    expect(await status(own)).toBe(404); // not cosigned yet
    expect(await status(`${address}/${hexOf('board.example/third')}/checkpoint`)).toBe(404);
    expect(await status(`${address}/`)).toBe(404);
    expect(await status(`${address}/add-checkpoint/`)).toBe(404);
    expect(await status(`${address}/add-checkpoint`)).toBe(405);
    expect(await status(own, 'POST')).toBe(405);
  });

  test('413: a body without end', async () => {
    const sent = await new Promise<number>((resolve, reject) => {
      const endless = request(`${address}/add-checkpoint`, { method: 'POST' }, ({ statusCode }) => {
        endless.destroy();
        resolve(statusCode!);
      });
      endless.on('error', reject);
      const more = (): void => {
        while (!endless.destroyed && endless.write(Buffer.alloc(1 << 14, 0x61)));
      };
      endless.on('drain', more);
      more();
    });
    expect(sent).toBe(413);
    expect((await ask(Buffer.alloc(131_073, 0x61))).status).toBe(413);
    expect((await ask(Buffer.alloc(131_072, 0x61))).status).toBe(400);
  });

  test('408: a body that does not come', async () => {
    const { port } = server.address() as AddressInfo;
    const answer = await new Promise<string>((resolve) => {
      let text408 = '';
      const socket = connect(port, '127.0.0.1', () =>
        socket.write('POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: 9\r\n\r\nold'),
      );
      socket.on('data', (data) => (text408 += data.toString()));
      socket.on('close', () => resolve(text408));
    });
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
  });
});
