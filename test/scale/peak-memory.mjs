// Preload of a measured program, which reports the peak memory in kilobytes to the parent process at the end.
process.on('exit', () => process.send?.(process.resourceUsage().maxRSS));
process.channel?.unref();
