/**
 * Milliseconds after which a test gives up waiting. It is long enough for a busy machine; no test measures time by it.
 */
export const HANG_MS = 240_000;
