/** When the session's end is spoken of: at ten minutes and at five, never as a countdown. @module */

export type Notice = 'none' | 'ten' | 'five' | 'over';

/** `left`: seconds. */
export function noticeAt(left: number): Notice {
  if (left <= 0) return 'over';
  if (left <= 300) return 'five';
  return left <= 600 ? 'ten' : 'none';
}
