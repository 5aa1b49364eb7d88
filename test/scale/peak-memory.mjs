// Loaded before a measured program: tells its parent how much memory it held at most, in kilobytes.
process.on('exit', () => process.send?.(process.resourceUsage().maxRSS));
process.channel?.unref();
