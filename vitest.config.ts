import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { HANG_MS } from './test/support/hang.ts';
import { SummaryReporter } from './test/support/summary-reporter.ts';

/** The longest files, those that wait for the hours of an election first: begun last they would keep cores idle. */
const LONG = [
  'test/server/start.test.ts',
  'test/server/faults.test.ts',
  'test/voter-client/delivery.test.ts',
  'test/voter-client/site.test.ts',
  'test/voter-client/kiosk.test.ts',
  'test/server/outages.test.ts',
  'test/negative.test.ts',
  'test/election.test.ts',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- it is the sequencer's own
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => LONG.some((name) => moduleId.endsWith(name));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    globalSetup: [
      'test/support/temporary-folder.ts',
      'test/support/debian.ts',
      'test/support/erase-types.ts',
    ],
    include: ['test/**/*.test.ts'],
    // Above HANG_MS, so that a wait that hangs says which one it was.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: HANG_MS } },
    maxWorkers: 3,
    reporters: ['default', new SummaryReporter()],
    sequence: { sequencer: LongestFirst },
  },
});
