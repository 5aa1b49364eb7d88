/** The operator at the terminal, as the journal names them. @module */

import { userInfo } from 'node:os';

/** Returns the operating system's user name; in a container a user may have none. */
export function operatorName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? '?'}`;
  }
}
