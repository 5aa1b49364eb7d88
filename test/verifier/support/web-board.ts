/** Web server with a board's files, in the process of the test, which can make it misbehave. @module */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { close, listen } from '../../support/local-server.ts';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

export class WebBoard {
  /** Requested paths, in order. */
  readonly asked: string[] = [];
  /** Number of sockets that were opened. */
  connections = 0;
  /** Maximum number of requests in progress at once. */
  most = 0;
  #underWay = 0;
  readonly #files: ReadonlyMap<string, Uint8Array>;
  readonly #faults = new Map<string, Answer[]>();
  readonly #server = createServer((request, response) => this.#answer(request, response));
  address = '';
  /** Delay of each answer in milliseconds, to simulate a remote server. */
  latency = 0;

  constructor(files: ReadonlyMap<string, Uint8Array>) {
    this.#files = files;
    this.#server.on('connection', () => (this.connections += 1));
  }

  async open(): Promise<this> {
    this.address = `http://127.0.0.1:${await listen(this.#server)}/election`;
    return this;
  }

  async close(): Promise<void> {
    await close(this.#server);
  }

  /** Sets the answers to the next requests for this path, one per request. The last answer is then repeated. */
  spoil(path: string, ...answers: Answer[]): this {
    this.#faults.set(path, answers);
    return this;
  }

  /** Answers as a correct server does. */
  readonly give: Answer = (response, { url }) => {
    const bytes = this.#files.get(pathOf(url));
    if (bytes) response.end(bytes);
    else response.writeHead(404).end('not here');
  };

  times(path: string): number {
    return this.asked.filter((own) => own === path).length;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = pathOf(request.url);
    this.asked.push(path);
    this.#underWay += 1;
    this.most = Math.max(this.most, this.#underWay);
    response.on('close', () => (this.#underWay -= 1));
    const faults = this.#faults.get(path) ?? [];
    const fault = faults.length > 1 ? faults.shift() : faults[0];
    const answer = (): void => (fault ?? this.give)(response, request);
    if (this.latency > 0) setTimeout(answer, this.latency);
    else answer();
  }
}

function pathOf(url: string | undefined): string {
  return (url ?? '').replace(/^\/election\//, '');
}

/** Makes an answer with this status and no body. */
export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(code, headers).end();

/** Starts an answer and closes the connection before its end. */
export const breakOff: Answer = (response) => {
  response.writeHead(200, { 'content-length': 1000 });
  response.write('some of it', () => response.destroy());
};

/** Never answers. */
export const silence: Answer = () => undefined;
