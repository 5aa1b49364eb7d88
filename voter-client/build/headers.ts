/** With which headers the files must be served, by whoever serves them: kept beside them as headers.json. @module */

export type Headers = Readonly<Record<string, string>>;

export interface HeaderTable {
  /** By the name of the page. */
  readonly pages: Readonly<Record<string, Headers>>;
  /** Whose name has a hash of their content. */
  readonly assets: Headers;
  readonly others: Headers;
}

const isolated: Headers = {
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** What a page may load and ask. */
export interface Leave {
  /** Sources of scripts and of styles: 'self', or hashes of what stands in the page. */
  readonly scripts: string;
  readonly styles: string;
  /** Origins beside the page's own. */
  readonly connect: readonly string[];
}

/** Without what a page cannot say of itself. */
export const policyOf = ({ scripts, styles, connect }: Leave): string =>
  [
    "default-src 'none'",
    `script-src ${scripts}`,
    `style-src ${styles}`,
    "img-src 'self'",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    'worker-src blob:', // a worker's program is checked by the page and started from memory (worker/connection.ts)
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types worker',
  ].join('; ');

const switchedOff = ['microphone', 'geolocation', 'display-capture', 'usb', 'serial', 'hid', 'payment'];

export const pageHeaders = (leave: Leave): Headers => ({
  ...isolated,
  'content-security-policy': `${policyOf(leave)}; frame-ancestors 'none'`,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  // Voting codes and trackers are read from paper and screens.
  'permissions-policy': ['camera=(self)', ...switchedOff.map((name) => `${name}=()`)].join(', '),
  'cache-control': 'no-cache',
});

export const assetHeaders: Headers = { ...isolated, 'cache-control': 'public, max-age=31536000, immutable' };
export const otherHeaders: Headers = { ...isolated, 'cache-control': 'no-cache' };
