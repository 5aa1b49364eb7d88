/** Web server of a witness. @module */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { WitnessAnswer } from '../../witness/answer.ts';
import { MAX_SUBMISSION_BYTES } from '../../witness/submission.ts';
import type { Witness } from '../../witness/witness.ts';

/** Time limits in milliseconds. */
export interface TimeLimits {
  /** Timeout for receiving a whole request. */
  readonly requestTimeoutMs: number;
  /** Interval at which the request timeout is checked. */
  readonly checkIntervalMs: number;
}

export const defaultLimits: TimeLimits = { requestTimeoutMs: 30_000, checkIntervalMs: 5000 };

const MAX_CONNECTIONS = 256;
const CHECKPOINT_URL = /^\/([0-9a-f]{64})\/checkpoint$/;

/** Makes the server. `report` receives internal errors; the client receives only status 500. */
export function witnessServer(
  witness: Witness,
  report: (error: unknown) => void,
  {
    requestTimeoutMs: requestTimeout,
    checkIntervalMs: connectionsCheckingInterval,
  }: TimeLimits = defaultLimits,
): Server {
  const times = { requestTimeout, headersTimeout: requestTimeout, connectionsCheckingInterval };
  const server = createServer(times, (request, response) => {
    // A stopping server accepts no further request on a connection.
    if (!server.listening) response.setHeader('connection', 'close');
    route(witness, request, response).catch((error: unknown) => {
      // A client that disconnected while sending did no harm.
      if (!request.complete) return;
      report(error);
      sendStatus(response, 500);
    });
  });
  server.maxConnections = MAX_CONNECTIONS;
  return server;
}

async function route(witness: Witness, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', url = '' } = request;
  const name = CHECKPOINT_URL.exec(url)?.[1];
  if (name === undefined && url !== '/add-checkpoint') return sendStatus(response, 404);
  if (name === undefined) {
    if (method !== 'POST') return sendStatus(response.setHeader('allow', 'POST'), 405);
    const body = await readBody(request);
    return body ? sendAnswer(response, await witness.addCheckpoint(body)) : sendStatus(response, 413);
  }
  if (method !== 'GET' && method !== 'HEAD') return sendStatus(response.setHeader('allow', 'GET, HEAD'), 405);
  response.setHeader('access-control-allow-origin', '*').setHeader('cache-control', 'no-store');
  return sendAnswer(response, witness.lastCheckpoint(name));
}

/**
 * Reads the body. Returns undefined if it is longer than a submission may be. The rest of the body is then
 * discarded, so that the client receives the answer.
 */
async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length <= MAX_SUBMISSION_BYTES) continue;
    request.resume();
    return undefined;
  }
  return Buffer.concat(chunks);
}

function sendAnswer(response: ServerResponse, { status, type, body }: WitnessAnswer): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}

/** Answers with a status and no body. */
function sendStatus(response: ServerResponse, status: 404 | 405 | 413 | 500): void {
  response.writeHead(status).end();
}
