import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/**
 * Reporter that ends the output with one line for people and scripts: `12 passed, 0 failed, 1 skipped`. Everything that
 * makes the run fail counts as failed, including a file that does not load, a hook that throws and an error outside of
 * any test. So "0 failed" is never printed for a run that failed for such a reason.
 */
export class SummaryReporter implements Reporter {
  #text = '';

  constructor() {
    // Write the line when the process exits, so that no other output can follow it.
    process.once('exit', () => process.stdout.write(this.#text));
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    let passed = 0;
    let failed = unhandledErrors.length;
    const skipped: string[] = [];
    for (const module of modules) {
      failed += module.errors().length;
      for (const suite of module.children.allSuites()) failed += suite.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        else if (state === 'failed') failed += 1;
        else skipped.push(`${module.relativeModuleId} > ${test.fullName}`);
      }
    }
    const names = skipped.map((name) => `skipped: ${name}\n`).join('');
    const tail = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
    this.#text = `${names}${passed} passed, ${failed} failed${tail}\n`;
  }
}
