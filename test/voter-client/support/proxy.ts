/** Proxy between a page and the voting process. It forwards everything, unless the test makes it lie or fail. @module */

import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { close, listen } from '../../support/local-server.ts';

export interface ProxiedRequest {
  readonly method: string;
  /** Path of the request with its query. */
  readonly path: string;
}

export interface ProxiedResponse {
  readonly status: number;
  readonly body: Uint8Array;
}

/** Interference with a request, before it is forwarded or after it is answered. */
export interface ProxyBehaviour {
  /** `drop`: breaks the connection before the server receives the request; `lose`: after the server has answered. */
  readonly before?: (passed: ProxiedRequest) => 'drop' | 'lose' | ProxiedResponse | undefined;
  readonly after?: (passed: ProxiedRequest, content: ProxiedResponse) => ProxiedResponse | undefined;
}

export class Proxy {
  /** Address of the voting process. */
  target = '';
  behaviour: ProxyBehaviour = {};
  readonly #server: Server;

  constructor() {
    this.#server = createServer({ keepAliveTimeout: 0 }, (incoming, outgoing) =>
      this.#pass(incoming, outgoing),
    );
  }

  async listen(): Promise<string> {
    return `http://127.0.0.1:${await listen(this.#server)}`;
  }

  async close(): Promise<void> {
    await close(this.#server);
  }

  #pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const passed = { method: incoming.method!, path: incoming.url! };
    const fate = this.behaviour.before?.(passed);
    if (fate === 'drop') incoming.socket.destroy();
    else if (typeof fate === 'object') answer(outgoing, fate);
    else this.#forward(incoming, outgoing, passed, fate === 'lose');
  }

  #forward(incoming: IncomingMessage, outgoing: ServerResponse, passed: ProxiedRequest, lose: boolean): void {
    const { after } = this.behaviour;
    // A new connection for each request: the server may close a kept one in the moment in which it is used again.
    const headers = {
      ...incoming.headers,
      connection: 'close',
      ...(after && { 'accept-encoding': 'identity' }),
    };
    const options = { method: passed.method, headers, agent: false };
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
        const { 'content-length': _, 'transfer-encoding': __, connection: ___, ...kept } = response.headers;
        answer(outgoing, other ?? content, kept);
      });
    });
    forwarded.on('error', () => incoming.socket.destroy());
    incoming.pipe(forwarded);
  }
}

function answer(outgoing: ServerResponse, { status, body }: ProxiedResponse, headers = {}): void {
  outgoing.writeHead(status, { ...headers, 'content-length': body.length }).end(body);
}
