/** One verification in a web worker, from a request to a report. @module */
import type { Arithmetic } from '../../crypto/arithmetic/arithmetic.ts';
import { makeArithmetic } from '../../crypto/arithmetic/make.ts';
import { JudgePool, type StartThread } from '../../election/ballot/judge-pool.ts';
import type { JudgeAnswer } from '../../election/ballot/thread-messages.ts';
import { type BoardReader, NoBoardError, UnreadableError } from '../../board/reader.ts';
import { BATCH_BYTES } from '../../election/state/ballot-pipeline.ts';
import { verify } from '../../verification/verify.ts';
import { defaultRetryPolicy } from '../../board/web/fetcher.ts';
import { WebReader } from '../../board/web/web-reader.ts';
import type { Message, BoardLocation, Request } from '../messages.ts';
import { FolderReader } from './folder-reader.ts';

/**
 * Maximum number of files to prefetch. Browsers open six connections to a server, and one is for the current
 * file. A request that waits for a connection would use up its timeout.
 */
const MAX_PREFETCHED_FILES = 5;
/** Minimum time between two progress messages. */
const PROGRESS_INTERVAL_MS = 100;

/** Verifies a board. Sends progress, and at the end exactly one other message. */
export async function run(request: Request, send: (message: Message) => void): Promise<void> {
  const { place, manifestHash, since, receipts, soFar, judges } = request;
  let lastProgress = 0;
  try {
    const report = await verify(readerOf(place), {
      ...(manifestHash && { manifestHash }),
      ...(since && { since }),
      receipts,
      soFar,
      arithmetic: arithmetic(),
      makeJudge: (context) => new JudgePool(judges.length, context, threadsOver(judges)),
      readAhead: (judges.length + 2) * BATCH_BYTES,
      progress: (done, size, stage) => {
        if (performance.now() - lastProgress < PROGRESS_INTERVAL_MS) return;
        lastProgress = performance.now();
        send({ kind: 'progress', done, size, stage });
      },
    });
    send({ kind: 'report', report });
  } catch (error) {
    send(failure(error));
  }
}

/**
 * Returns a function that starts a thread, by assigning one of the ports to it. Errors of threads go to the page,
 * which then ends this worker, too.
 */
function threadsOver(judges: readonly MessagePort[]): StartThread {
  const waiting = judges.values();
  return (setup, onAnswer) => {
    const port: MessagePort = waiting.next().value!;
    port.addEventListener('message', ({ data }) => onAnswer(data as JudgeAnswer));
    port.start();
    port.postMessage(setup);
    return {
      send: (job) => port.postMessage(job, [job.bytes.buffer as ArrayBuffer]),
      end: () => port.close(),
    };
  };
}

function readerOf(place: BoardLocation): BoardReader {
  return 'address' in place
    ? new WebReader(place.address, defaultRetryPolicy, MAX_PREFETCHED_FILES)
    : new FolderReader(place.files);
}

/**
 * Returns the WebAssembly kernel, or the reference arithmetic if the browser lacks WebAssembly or its vector
 * instructions. The reference is slow and gives the same answers.
 */
function arithmetic(): Arithmetic {
  try {
    return makeArithmetic('wasm');
  } catch {
    return makeArithmetic('noble');
  }
}

function failure(error: unknown): Message {
  if (error instanceof NoBoardError) return { kind: 'no board' };
  if (error instanceof UnreadableError) return { kind: 'unreadable', says: error.says };
  return { kind: 'crash', error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
