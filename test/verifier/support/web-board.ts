/** A board's files on a web server of this process, which can be made to misbehave. @module */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { close, listen } from '../../support/local-server.ts';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

export class WebBoard {
  /** Paths in the order in which they were asked for. */
  readonly asked: string[] = [];
  /** Sockets that were opened. */
  connections = 0;
  /** Requests under way at once, at most. */
  most = 0;
  #underWay = 0;
  readonly #files: ReadonlyMap<string, Uint8Array>;
  readonly #faults = new Map<string, Answer[]>();
  readonly #server = createServer((request, response) => this.#answer(request, response));
  address = '';
  /** Milliseconds before each answer: that of a server elsewhere. */
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

  /** What the next requests for this path get, one each; the last one stays. */
  spoil(path: string, ...answers: Answer[]): this {
    this.#faults.set(path, answers);
    return this;
  }

  /** As a good server answers. */
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

/** Answers with this status alone. */
export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(code, headers).end();

/** Begins an answer and breaks off. */
export const breakOff: Answer = (response) => {
  response.writeHead(200, { 'content-length': 1000 });
  response.write('some of it', () => response.destroy());
};

/** Never answers. */
export const silence: Answer = () => undefined;
