/** Milliseconds after which a wait counts as hung. A busy machine may take long: no test measures how long. */
export const HANG_MS = 240_000;
