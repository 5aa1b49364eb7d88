/**
 * HTTP headers that any server of the built files must send. The build stores them beside the files as headers.json.
 * @module
 */

export type Headers = Readonly<Record<string, string>>;

export interface HeaderTable {
  /** Headers by page name. */
  readonly pages: Readonly<Record<string, Headers>>;
  /** Headers of the files whose names contain a hash of their content. */
  readonly assets: Headers;
  readonly others: Headers;
}

const isolated: Headers = {
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** Sources from which a page may load and to which it may connect. */
export interface PagePermissions {
  /** Sources of scripts and of styles: `'self'`, or hashes of inline content. */
  readonly scripts: string;
  readonly styles: string;
  /** Origins to which the page may connect, besides its own. */
  readonly connect: readonly string[];
}

/** Returns the content security policy, without the directives that do not work inside a page. */
export const policyOf = ({ scripts, styles, connect }: PagePermissions): string =>
  [
    "default-src 'none'",
    `script-src ${scripts}`,
    `style-src ${styles}`,
    "img-src 'self'",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    'worker-src blob:', // the page checks a worker's program and starts it from memory (worker/connection.ts)
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types worker',
  ].join('; ');

const switchedOff = ['microphone', 'geolocation', 'display-capture', 'usb', 'serial', 'hid', 'payment'];

export const pageHeaders = (permissions: PagePermissions): Headers => ({
  ...isolated,
  'content-security-policy': `${policyOf(permissions)}; frame-ancestors 'none'`,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  // The camera reads voting codes and trackers from paper and screens.
  'permissions-policy': ['camera=(self)', ...switchedOff.map((name) => `${name}=()`)].join(', '),
  'cache-control': 'no-cache',
});

export const assetHeaders: Headers = { ...isolated, 'cache-control': 'public, max-age=31536000, immutable' };
export const otherHeaders: Headers = { ...isolated, 'cache-control': 'no-cache' };
