// Preload of a measured program: reports its peak memory to its parent, in kilobytes.
process.on('exit', () => process.send?.(process.resourceUsage().maxRSS));
process.channel?.unref();
