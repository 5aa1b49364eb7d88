/** Loss of the link to the central servers: registry or voting process do not answer. @module */

import { ApiError } from '../api/http-client.ts';

/** Time that a clerk waits before the link counts as down. */
export const CENTRE_TIMEOUT_MS = 5_000;

export class NoLink extends Error {
  override readonly name = 'NoLink';
}

/** Rejects with the ApiError of a server that answered, and with NoLink for all other failures. */
export async function orNoLink<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ApiError && !error.isPassing) throw error;
    throw new NoLink();
  }
}
