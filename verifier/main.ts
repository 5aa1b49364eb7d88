/** Entry point of the verifier's command line. Sets the exit code of failures (spec §10.1). @module */

const COULD_NOT_RUN = 2;

// If the program ends before there is a verdict, its exit code must be neither 0 nor Node's own 1, which would
// mean "not verified". The import below is dynamic, so that this holds for its failures, too.
process.exitCode = COULD_NOT_RUN;
process.on('uncaughtException', (error) => {
  process.stderr.write(`${error.stack ?? error.message}\n`);
  process.exit(COULD_NOT_RUN);
});

const { runCommand } = await import('./cli/run.ts');
await runCommand(process.argv);
