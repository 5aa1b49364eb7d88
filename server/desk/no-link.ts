/** Error for a lost link to the central servers: the registry or the voting process does not answer. @module */

import { ApiError } from '../api/http-client.ts';

/** Time that a clerk waits before the link counts as down. */
export const CENTRE_TIMEOUT_MS = 5_000;

export class NoLink extends Error {
  override readonly name = 'NoLink';
}

/**
 * Awaits a call. Rejects with ApiError if the server refused the request, and with NoLink for all other failures, which
 * include answers of status 429 and of 500 or more.
 */
export async function orNoLink<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ApiError && !error.isPassing) throw error;
    throw new NoLink();
  }
}
