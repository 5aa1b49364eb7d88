import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { HANG_MS } from './test/support/hang.ts';
import { SummaryReporter } from './test/support/summary-reporter.ts';
import { filesOf, TIERS } from './test/support/tiers.ts';

/** Starts slow files first: some wait for the hours of an election, and begun last they would keep cores idle. */
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- it is the sequencer's own
    const sorted = await super.sort(files);
    const isSlow = ({ project }: TestSpecification): boolean => project.name === 'slow';
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}

/** Limits that end what hangs. A test's is above HANG_MS, so that a wait that hangs says which one it was. */
const limits = {
  testTimeout: 600_000,
  hookTimeout: 600_000,
  expect: { poll: { timeout: HANG_MS } },
};

export default defineConfig({
  test: {
    globalSetup: [
      'test/support/temporary-folder.ts',
      'test/support/debian.ts',
      'test/support/erase-types.ts',
      'test/support/run-database.ts',
    ],
    maxWorkers: 3,
    reporters: ['default', new SummaryReporter()],
    sequence: { sequencer: SlowFirst },
    // The projects do not extend this: the set-up above would run again for each of them.
    projects: TIERS.map((name) => ({ test: { ...limits, name, include: filesOf(name) } })),
  },
});
