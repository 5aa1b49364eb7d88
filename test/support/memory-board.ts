/** Board in memory for the verifier. @module */

import type { BoardReader } from '../../verifier/board/reader.ts';
import type { BoardFiles } from '../negative/board-files.ts';

export const memoryBoard = (files: BoardFiles): BoardReader => ({
  read: async (path, limit) => files.get(path)?.subarray(0, limit + 1),
});
