/** Name of the operator at the terminal, for the journal. @module */

import { userInfo } from 'node:os';

/** Returns the operating system's user name, or `uid N` if the user has none, as in some containers. */
export function operatorName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? '?'}`;
  }
}
