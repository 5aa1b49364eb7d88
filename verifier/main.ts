/** The verifier's command line: nothing but its last line of defence (spec §10.1). @module */

const couldNotRun = 2;

// Until a verdict is there, any end of the program means that there is none: never 0, nor Node's own 1,
// which would say "not verified". Hence also the import below: what fails in it fails here.
process.exitCode = couldNotRun;
process.on('uncaughtException', (error) => {
  process.stderr.write(`${error.stack ?? error.message}\n`);
  process.exit(couldNotRun);
});

const { runCommand } = await import('./cli/run.ts');
await runCommand(process.argv);
