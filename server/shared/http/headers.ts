/** Headers of every answer, refusals included. @module */

export type Headers = Readonly<Record<string, string>>;

/** Answers are data; the few pages that there are (page.ts) have a policy of their own. */
export const securityHeaders = (origins: readonly string[] | '*'): Headers => ({
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': origins === '*' ? 'cross-origin' : 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  // TLS ends before us, and browsers heed this over TLS alone: so it is sent always, and no proxy has to remember it.
  // Of this host alone: its neighbours are not ours.
  'strict-transport-security': 'max-age=31536000',
});
