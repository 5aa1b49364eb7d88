/** Tests that the trustees' program, which has its own HTTP client, agrees with the endpoints in server/api. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeMessage } from '#crypto/entry/message.ts';
import { ApiError } from '#server/api/http-client.ts';
import { OCTETS } from '#server/api/endpoint.ts';
import { postEntry } from '#server/api/voting.ts';
import { online } from '#trustee-tool/exchange/exchange.ts';

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly type: string | undefined;
  readonly body: Buffer;
}

let received: Received[] = [];
let answer: { readonly status: number; readonly body: unknown };
beforeEach(() => {
  received = [];
  answer = { status: 200, body: { index: 7 } };
});

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url, headers } = request;
  received.push({ method, url, type: headers['content-type'], body: await bodyOf(request) });
  response.writeHead(answer.status).end(JSON.stringify(answer.body));
}
const server = createServer((request, response) => void serve(request, response));
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => server.close());
const exchange = () => online(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);

const message = encodeMessage(Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5));

test('a message is posted as the endpoint declares', async () => {
  await exchange().deliver('a', message);
  expect(postEntry.body).toBe(OCTETS);
  expect(received).toEqual([
    {
      method: postEntry.method,
      url: postEntry.path,
      type: 'application/octet-stream',
      body: Buffer.from(message),
    },
  ]);
});

describe('an error of the endpoint', () => {
  const errors = Object.entries(postEntry.errors);
  /** Error codes by which the board rejects the message itself, so that it would reject it again. */
  const judged = errors.map(([code]) => code).filter((code) => /^(entry|site)-/.test(code));

  test.each(errors)('%s ends the message if the board judged it, and no other does', async (code, error) => {
    answer = { status: error.status, body: { error: code, title: error.title } };
    const problem = judged.includes(code) ? 'refused' : 'network';
    await expect(exchange().deliver('a', message)).rejects.toMatchObject({ code: problem });
    if (problem === 'refused')
      expect(new ApiError(error.status, { error: code, title: error.title }).isPassing).toBe(false);
  });

  test('is a judgement for eight codes', () => {
    expect(judged).toHaveLength(8);
  });
});

test('a file of the board is asked for under its address', async () => {
  answer = { status: 404, body: {} };
  expect(await exchange().source.get('checkpoint', 1000)).toBeUndefined();
  expect(received).toMatchObject([{ method: 'GET', url: '/board/checkpoint' }]);
});
