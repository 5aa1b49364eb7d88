/**
 * Loaded before a program of ours: asks it to end when the process that started it is gone, however that ended. Its
 * standard input is a pipe from there, which the system closes.
 */
const end = () => process.kill(process.pid, 'SIGTERM');
process.stdin.once('end', end).once('error', end).resume();
process.stdin.unref?.();
