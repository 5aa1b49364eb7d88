/** Error of an entry that breaks a rule of the record (spec §8.8). @module */

/** Codes with which the server rejects an entry (docs/api.md); the last five are for ballots. */
export type InvalidEntryCode =
  | 'entry-form'
  | 'entry-kind'
  | 'entry-stage'
  | 'entry-signature'
  | 'entry-blob'
  | 'entry-refused'
  | 'site-hours'
  | 'site-quota'
  | 'too-late'
  | 'credential-unknown'
  | 'credential-revoked'
  | 'already-voted'
  | 'copied';

/**
 * Error of an entry that breaks a rule. The entry is void; if it is a framing entry, which begins a stage, it makes the
 * record faulty instead. The server does not append it.
 */
export class InvalidEntry extends Error {
  override readonly name = 'InvalidEntry';
  readonly code: InvalidEntryCode;

  constructor(code: InvalidEntryCode, detail: string) {
    super(detail);
    this.code = code;
  }
}

/** Throws InvalidEntry unless the rule holds. */
export function assertRule(
  holds: boolean,
  detail: string,
  code: InvalidEntryCode = 'entry-refused',
): asserts holds {
  if (!holds) throw new InvalidEntry(code, detail);
}

/** Runs a parser or a check and returns its value; turns its error into InvalidEntry with the same message. */
export function orInvalid<T>(code: InvalidEntryCode, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw new InvalidEntry(code, (error as Error).message);
  }
}
