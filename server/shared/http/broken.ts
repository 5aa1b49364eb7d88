/** Answers to malformed HTTP requests, and to those that time out before they are complete. @module */

import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Headers } from './headers.ts';
import { bodyOf, commonProblem, type Problem } from './problem.ts';

/** Returns a handler for fastify's `clientErrorHandler`. It closes the connection. */
export const refuseBroken =
  (headers: Headers) =>
  (error: { readonly code?: string }, socket: Socket): void => {
    if (!socket.writable || isAnswering(socket)) {
      socket.destroy();
      return;
    }
    const problem = problemOf(error.code);
    const body = JSON.stringify(bodyOf(problem));
    const { status } = problem.kind;
    const lines = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      'cache-control: no-store',
      'content-type: application/json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
    socket.destroySoon();
  };

function problemOf(code: string | undefined): Problem {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return commonProblem('too-slow');
    case 'HPE_HEADER_OVERFLOW':
      return commonProblem('headers-too-large');
    default:
      return commonProblem('malformed');
  }
}

/** Returns whether an earlier answer is being sent: a second answer would be inserted into it. */
const isAnswering = (socket: Socket): boolean =>
  (Reflect.get(socket, '_httpMessage') as ServerResponse | null | undefined)?.headersSent === true;
