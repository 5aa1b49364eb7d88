/** One verification, from a request to a report. @module */
import type { Arithmetic } from '../../crypto/arithmetic/arithmetic.ts';
import { makeArithmetic } from '../../crypto/arithmetic/make.ts';
import { JudgePool, type StartThread } from '../../election/ballot/judge-pool.ts';
import type { Answer } from '../../election/ballot/remote.ts';
import { type BoardReader, Unreadable } from '../../board/reader.ts';
import { BATCH_BYTES } from '../../election/state/judging.ts';
import { NoBoard, verify } from '../../verification/verify.ts';
import { usualPace } from '../../board/web/fetcher.ts';
import { WebReader } from '../../board/web/web-reader.ts';
import type { Message, Place, Request } from '../messages.ts';
import { FolderReader } from './folder-reader.ts';

/** Browsers open six connections to a server: what waits for one would use up its time (one is for what is read now). */
const BEGUN = 5;
/** Milliseconds between two messages about progress. */
const INTERVAL = 100;

/** Ends with exactly one message that is not about progress. */
export async function run(request: Request, tell: (message: Message) => void): Promise<void> {
  const { place, manifestHash, since, receipts, soFar, judges } = request;
  let told = 0;
  try {
    const report = await verify(readerOf(place), {
      ...(manifestHash && { manifestHash }),
      ...(since && { since }),
      receipts,
      soFar,
      arithmetic: arithmetic(),
      judgesFor: (context) => new JudgePool(judges.length, context, through(judges)),
      readAhead: (judges.length + 2) * BATCH_BYTES,
      progress: (done, size, stage) => {
        if (performance.now() - told < INTERVAL) return;
        told = performance.now();
        tell({ kind: 'progress', done, size, stage });
      },
    });
    tell({ kind: 'report', report });
  } catch (error) {
    tell(failure(error));
  }
}

/** One judge after another. The page hears of what breaks them, and ends this worker too. */
function through(judges: readonly MessagePort[]): StartThread {
  const waiting = judges.values();
  return (setup, answered) => {
    const port: MessagePort = waiting.next().value!;
    port.addEventListener('message', ({ data }) => answered(data as Answer));
    port.start();
    port.postMessage(setup);
    return {
      send: (job) => port.postMessage(job, [job.bytes.buffer as ArrayBuffer]),
      end: () => port.close(),
    };
  };
}

function readerOf(place: Place): BoardReader {
  return 'address' in place ? new WebReader(place.address, usualPace, BEGUN) : new FolderReader(place.files);
}

/** Some browsers have no WebAssembly, or none with vectors: the reference is slow there, and says the same. */
function arithmetic(): Arithmetic {
  try {
    return makeArithmetic('wasm');
  } catch {
    return makeArithmetic('noble');
  }
}

function failure(error: unknown): Message {
  if (error instanceof NoBoard) return { kind: 'no board' };
  if (error instanceof Unreadable) return { kind: 'unreadable', says: error.says };
  return { kind: 'crash', error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
