import { afterAll, describe, expect, test } from 'vitest';
import { deriveCredential, newCode } from '#crypto/credential.ts';
import { encodeElement } from '#crypto/group.ts';
import { randomBytes } from '#crypto/random.ts';
import { makeBallot } from '#crypto/ballot/ballot.ts';
import { BallotChecks } from '#server/voting/ballots/ballot-checks.ts';
import { keyPair, testElection } from '../support/elections.ts';

const { election } = testElection();
const { key } = keyPair();
const [style] = election.styles;
const ballot = makeBallot(
  { election, key, style: style!, unit: 1, credential: deriveCredential(election.id, newCode()) },
  [
    [0, 1, 0, 0, 0, 0],
    [1, 0, 1, 0, 1, 0],
  ],
  randomBytes(32),
);
const changed = (at: number): Uint8Array => ballot.map((byte, i) => (i === at ? byte ^ 1 : byte));
const setup = { manifest: election.bytes, key: encodeElement(key) };

describe('ballots that are checked off the event loop', () => {
  const checks = new BallotChecks(setup, 2);
  afterAll(() => checks.close());

  test('one alone', async () => {
    expect(await checks.check(ballot)).toBeUndefined();
    expect(await checks.check(changed(ballot.length - 32))).toBe('signature');
  });

  test('many at once: each gets its own answer, and none waits in the end', async () => {
    const faults = [undefined, 'form', 'signature', undefined] as const;
    const kinds = [ballot, ballot.subarray(1), changed(ballot.length - 32), ballot];
    const all = Array.from({ length: 80 }, (_, i) => checks.check(kinds[i % 4]!));
    expect(checks.backlog).toBeGreaterThan(0);
    expect(await Promise.all(all)).toEqual(Array.from({ length: 80 }, (_, i) => faults[i % 4]));
    expect(checks.backlog).toBe(0);
  });
});

test('whoever waits when the threads end is told', async () => {
  const checks = new BallotChecks(setup, 1);
  const waiting = [checks.check(ballot), checks.check(ballot)].map((check) =>
    check.catch((error: unknown) => (error as Error).message),
  );
  await checks.close();
  expect(await Promise.all(waiting)).toEqual(['ballot checks were closed', 'ballot checks were closed']);
  await expect(checks.check(ballot)).rejects.toThrow('closed');
});

test('a thread that breaks ends the checks, and says why', async () => {
  const checks = new BallotChecks({ ...setup, key: new Uint8Array(32) }, 1);
  await expect(checks.check(ballot)).rejects.toThrow('identity');
  await checks.close();
});
