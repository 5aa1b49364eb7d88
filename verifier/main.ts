/** The verifier's command line: nothing but its last line of defence (spec §10.1). @module */

const COULD_NOT_RUN = 2;

// Until a verdict is there, any end of the program means that there is none: never 0, nor Node's own 1,
// which would say "not verified". Hence also the import below: what fails in it fails here.
process.exitCode = COULD_NOT_RUN;
process.on('uncaughtException', (error) => {
  process.stderr.write(`${error.stack ?? error.message}\n`);
  process.exit(COULD_NOT_RUN);
});

const { runCommand } = await import('./cli/run.ts');
await runCommand(process.argv);
