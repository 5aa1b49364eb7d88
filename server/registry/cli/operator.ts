/** The operator at the terminal, as the journal names them. @module */

import { userInfo } from 'node:os';

/** The operating system's user; in a container a user may have no name. */
export function operatorName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? '?'}`;
  }
}
