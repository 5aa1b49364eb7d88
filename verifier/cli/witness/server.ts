/** A witness's web server: what it is asked, and its answers. @module */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Answer } from '../../witness/answer.ts';
import { maxSubmission } from '../../witness/submission.ts';
import type { Witness } from '../../witness/witness.ts';

/** In milliseconds. */
export interface Limits {
  /** For a request to come in whole. */
  readonly request: number;
  /** How often that is looked at. */
  readonly look: number;
}

export const usualLimits: Limits = { request: 30_000, look: 5000 };

const MAX_CONNECTIONS = 256;
const READABLE = /^\/([0-9a-f]{64})\/checkpoint$/;

/** `report` is told what went wrong with the witness itself; whoever asked learns only that something did. */
export function witnessServer(
  witness: Witness,
  report: (error: unknown) => void,
  { request: requestTimeout, look: connectionsCheckingInterval }: Limits = usualLimits,
): Server {
  const times = { requestTimeout, headersTimeout: requestTimeout, connectionsCheckingInterval };
  const server = createServer(times, (request, response) => {
    // A server that is to stop waits for no further request.
    if (!server.listening) response.setHeader('connection', 'close');
    route(witness, request, response).catch((error: unknown) => {
      // Whoever went away while sending did no harm.
      if (!request.complete) return;
      report(error);
      refuse(response, 500);
    });
  });
  server.maxConnections = MAX_CONNECTIONS;
  return server;
}

async function route(witness: Witness, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', url = '' } = request;
  const name = READABLE.exec(url)?.[1];
  if (name === undefined && url !== '/add-checkpoint') return refuse(response, 404);
  if (name === undefined) {
    if (method !== 'POST') return refuse(response.setHeader('allow', 'POST'), 405);
    const body = await readBody(request);
    return body ? give(response, await witness.add(body)) : refuse(response, 413);
  }
  if (method !== 'GET' && method !== 'HEAD') return refuse(response.setHeader('allow', 'GET, HEAD'), 405);
  response.setHeader('access-control-allow-origin', '*').setHeader('cache-control', 'no-store');
  return give(response, witness.last(name));
}

/** Undefined if it is longer than a submission may be; the rest is thrown away, so that whoever sends it hears why. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length <= maxSubmission) continue;
    request.resume();
    return undefined;
  }
  return Buffer.concat(chunks);
}

function give(response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}

/** For what the protocol has no words. */
function refuse(response: ServerResponse, status: 404 | 405 | 413 | 500): void {
  response.writeHead(status).end();
}
