/** The hour that the board writes down. @module */

/** How far two clocks may be apart before neither is believed. */
const TOLERANCE = 30;

export interface Clock {
  /** POSIX seconds. */
  now(): number;
  /** Throws if the hour cannot be believed; `database` is what the database's clock says, POSIX seconds. */
  assertSane(database: number): void;
}

/**
 * The machine's clock, watched: it must agree with the database's, and move as fast as time does. A mark once written
 * cannot be taken back, and one that is far ahead would close an election.
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
      if (Math.abs(jump) > TOLERANCE)
        throw new Error(`the clock of this machine jumped by ${jump} seconds: set it right and start again`);
      const apart = Math.round(wall() - database);
      if (Math.abs(apart) > TOLERANCE)
        throw new Error(`this machine and the database disagree on the hour by ${apart} seconds`);
    },
  };
}
