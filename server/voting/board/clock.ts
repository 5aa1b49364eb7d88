/** Clock of the board, used for clock marks. @module */

/** Seconds by which two clocks may differ before both are distrusted. */
const TOLERANCE_SECONDS = 30;

export interface Clock {
  /** POSIX seconds. */
  now(): number;
  /** Throws if the time cannot be trusted; `database` is the time of the database's clock, POSIX seconds. */
  assertSane(database: number): void;
}

/**
 * Returns the machine's clock with checks: it must agree with the database's, and advance as fast as time does. A
 * published clock mark cannot be undone, and one far in the future would close an election.
 */
export function systemClock(
  wall: () => number = () => Date.now() / 1000,
  steady: () => number = () => performance.now() / 1000,
): Clock {
  const offset = wall() - steady();
  return {
    now: () => Math.floor(wall()),
    assertSane: (database) => {
      const jump = Math.round(wall() - steady() - offset);
      if (Math.abs(jump) > TOLERANCE_SECONDS)
        throw new Error(`the clock of this machine jumped by ${jump} seconds: set it right and start again`);
      const apart = Math.round(wall() - database);
      if (Math.abs(apart) > TOLERANCE_SECONDS)
        throw new Error(`this machine and the database disagree on the hour by ${apart} seconds`);
    },
  };
}
