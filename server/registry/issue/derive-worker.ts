/** Worker thread that creates the requested number of credentials. @module */

import { parentPort, workerData } from 'node:worker_threads';
import { newCredential } from './fresh.ts';

const electionId = workerData as Uint8Array;

parentPort!.on('message', (count: number) =>
  parentPort!.postMessage(Array.from({ length: count }, () => newCredential(electionId))),
);
