/** Entry point of the verifier's command line. Sets the exit code of failures (spec §10.1). @module */

const COULD_NOT_RUN = 2;

// Until there is a verdict, any end of the program means that there is none. Its exit code must not be 0, nor
// Node's own 1, which would say "not verified". The import below is dynamic so that its failures end here,
// too.
process.exitCode = COULD_NOT_RUN;
process.on('uncaughtException', (error) => {
  process.stderr.write(`${error.stack ?? error.message}\n`);
  process.exit(COULD_NOT_RUN);
});

const { runCommand } = await import('./cli/run.ts');
await runCommand(process.argv);
