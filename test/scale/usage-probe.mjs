/**
 * Preload of a measured program. At the end it reports to the parent process: peak memory in kilobytes, CPU seconds of
 * all threads, and CPU seconds of the main thread (on Linux only).
 */
import { readFileSync } from 'node:fs';

/** Number of the kernel's clock ticks in a second; every architecture that Node runs on has this one. */
const TICKS = 100;

/** Returns undefined where there is no /proc. Fields 14 and 15 of stat(5) count from the end of the name. */
function mainThreadSeconds() {
  try {
    const text = readFileSync(`/proc/self/task/${process.pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return undefined;
  }
}

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  process.send?.({
    kilobytes: maxRSS,
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    mainThreadSeconds: mainThreadSeconds(),
  });
});
process.channel?.unref();
