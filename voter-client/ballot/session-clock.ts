/** Warnings before a session expires: at ten and at five minutes, never a countdown. @module */

export type ExpiryNotice = 'none' | 'ten' | 'five' | 'over';

/** `left`: remaining seconds. */
export function noticeAt(left: number): ExpiryNotice {
  if (left <= 0) return 'over';
  if (left <= 300) return 'five';
  return left <= 600 ? 'ten' : 'none';
}
