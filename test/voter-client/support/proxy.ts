/** Between the page and the voting process: passes everything on, unless the test has it lie or break. @module */

import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { close, listen } from '../../support/local-server.ts';

export interface Passed {
  readonly method: string;
  /** With the query. */
  readonly path: string;
}

export interface Content {
  readonly status: number;
  readonly body: Uint8Array;
}

/** What is done with a request: before it is passed on, and with its answer. */
export interface Mischief {
  /** `drop`: the connection breaks before the server hears of it; `lose`: after it has answered. */
  readonly before?: (passed: Passed) => 'drop' | 'lose' | Content | undefined;
  readonly after?: (passed: Passed, content: Content) => Content | undefined;
}

export class Proxy {
  /** Of the voting process. */
  target = '';
  mischief: Mischief = {};
  readonly #server: Server;

  constructor() {
    this.#server = createServer((incoming, outgoing) => this.#pass(incoming, outgoing));
  }

  async listen(): Promise<string> {
    return `http://127.0.0.1:${await listen(this.#server)}`;
  }

  async close(): Promise<void> {
    await close(this.#server);
  }

  #pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const passed = { method: incoming.method!, path: incoming.url! };
    const fate = this.mischief.before?.(passed);
    if (fate === 'drop') incoming.socket.destroy();
    else if (typeof fate === 'object') answer(outgoing, fate);
    else this.#forward(incoming, outgoing, passed, fate === 'lose');
  }

  #forward(incoming: IncomingMessage, outgoing: ServerResponse, passed: Passed, lose: boolean): void {
    const { after } = this.mischief;
    const headers = { ...incoming.headers, ...(after && { 'accept-encoding': 'identity' }) };
    const options = { method: passed.method, headers };
    const forwarded = request(this.target + passed.path, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        if (lose) {
          incoming.socket.destroy();
          return;
        }
        const content = { status: response.statusCode!, body: Uint8Array.from(Buffer.concat(chunks)) };
        const other = after?.(passed, content);
        const { 'content-length': _, 'transfer-encoding': __, ...kept } = response.headers;
        answer(outgoing, other ?? content, kept);
      });
    });
    forwarded.on('error', () => incoming.socket.destroy());
    incoming.pipe(forwarded);
  }
}

function answer(outgoing: ServerResponse, { status, body }: Content, headers = {}): void {
  outgoing.writeHead(status, { ...headers, 'content-length': body.length }).end(body);
}
