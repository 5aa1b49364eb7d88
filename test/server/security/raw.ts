/** HTTP over raw sockets, without the checks that an HTTP client makes. @module */

import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

export const open = (url: string): Promise<Socket> => {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true }, () =>
      resolve(socket),
    );
    socket.once('error', reject);
  });
};

/** Sends bytes and returns all answers until the server closes the connection. Rejects if it does not in time. */
export async function exchange(
  url: string,
  bytes: string | Uint8Array,
  milliseconds = 25_000, // longer than the server's own limit, so that a busy machine fails no test
): Promise<RawAnswer[]> {
  const socket = await open(url);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.write(bytes);
  await closed(socket, milliseconds).catch((error: Error) => {
    throw new Error(`${error.message} of ${JSON.stringify(String(bytes).slice(0, 300))}`);
  });
  return parseAnswers(Buffer.concat(chunks).toString('latin1'));
}

/** Resolves when the server has closed the connection in any way. If it does not in time, closes it and rejects. */
export function closed(socket: Socket, milliseconds: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no end within ${milliseconds} ms`));
    }, milliseconds);
    const end = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve();
    };
    socket.on('error', () => undefined);
    socket.once('end', end).once('close', end);
  });
}

/** Parses successive answers that have a content length. */
export function parseAnswers(text: string): RawAnswer[] {
  const answers: RawAnswer[] = [];
  for (let rest = text; rest !== '';) {
    const end = rest.indexOf('\r\n\r\n');
    const [first, ...lines] = rest.slice(0, end).split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first!)?.[1]);
    if (end < 0 || !status) throw new Error(`no HTTP: ${JSON.stringify(rest.slice(0, 100))}`);
    const headers = new Map(
      lines.map((line) => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        line.slice(line.indexOf(':') + 1).trim(),
      ]),
    );
    const length = status === 204 || status < 200 ? 0 : Number(headers.get('content-length') ?? rest.length);
    answers.push({ status, headers, body: rest.slice(end + 4, end + 4 + length) });
    rest = rest.slice(end + 4 + length);
  }
  return answers.filter(({ status }) => status >= 200);
}

export interface RawRequest {
  readonly method?: string;
  readonly path: string;
  readonly headers?: readonly string[];
  readonly body?: string | Uint8Array;
}

/** Returns the bytes of a request after which the server closes the connection. */
export function encodeRequest({ method = 'GET', path, headers = [], body }: RawRequest): Buffer {
  const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(body as string);
  const isFramed = headers.some((line) => /^(content-length|transfer-encoding):/i.test(line));
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'host: localhost',
    'connection: close',
    ...headers,
    ...(body === undefined || isFramed ? [] : [`content-length: ${bytes.length}`]),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), bytes]);
}
