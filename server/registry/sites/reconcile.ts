/** What a desk did while it had no link: taken over, or listed as a conflict for people to settle. @module */

import { Problem } from '../../shared/http/problem.ts';
import type { Services } from '../services.ts';
import { claimPerson, type Claim } from './claim.ts';

export interface Conflict {
  readonly claim: string;
  readonly person: string;
  /** Why the registry would not have let it happen. */
  readonly problem: Problem;
}

/** Each may be told again. A conflict is a fact on the board already: it is named, not undone. */
export async function reconcile(services: Services, claims: readonly Claim[]): Promise<Conflict[]> {
  const conflicts: Conflict[] = [];
  for (const claim of claims) {
    try {
      await claimPerson(services, claim);
    } catch (error) {
      if (!(error instanceof Problem) || error.kind.status >= 500) throw error;
      conflicts.push({ ...claim, problem: error });
    }
  }
  return conflicts;
}
