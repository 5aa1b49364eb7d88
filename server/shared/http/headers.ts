/** Headers of every answer, errors included. @module */

export type Headers = Readonly<Record<string, string>>;

/** Returns headers for answers that are data; the few pages (page.ts) have a policy of their own. */
export const securityHeaders = (origins: readonly string[] | '*'): Headers => ({
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': origins === '*' ? 'cross-origin' : 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  // A proxy ends TLS before this process, and browsers honor this header only over TLS. So it is always sent, and no
  // proxy has to add it. It does not cover subdomains, because they belong to others.
  'strict-transport-security': 'max-age=31536000',
});
