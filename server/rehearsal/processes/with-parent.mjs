/**
 * Preload of our programs: asks a program to end when the process that started it is gone, however that ended. The
 * program's standard input is a pipe from there, which the system then closes. Threads load this too, and their input
 * ends at once.
 */
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  const end = () => process.kill(process.pid, 'SIGTERM');
  process.stdin.once('end', end).once('error', end).resume();
  process.stdin.unref?.();
}
