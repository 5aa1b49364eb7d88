/** Checks that can still run when part of a board cannot be read (spec §10.1). @module */
import { type CheckId, checks } from './checks.ts';

/** Checks that can run without a valid manifest. */
export const structuralChecks: readonly CheckId[] = ['1.3', '2.1', '2.2', '2.3'];

/** Checks that run before the entries are read one by one. */
export const bootstrapChecks: readonly CheckId[] = ['1.1', '1.2', '1.3', '2.1', '2.2', '2.3'];

export function allChecksExcept(ids: readonly CheckId[]): CheckId[] {
  return checks.map(({ id }) => id).filter((id) => !ids.includes(id));
}
