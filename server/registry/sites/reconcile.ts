/**
 * Reconciliation of the claims that a desk made without a link: each is accepted, or reported as a conflict for people
 * to resolve.
 * @module
 */

import { Problem } from '../../shared/http/problem.ts';
import type { Services } from '../services.ts';
import { claimPerson, type ServiceClaim } from './claim.ts';

export interface Conflict {
  readonly claim: string;
  readonly person: string;
  /** Problem for which the registry would have refused the claim. */
  readonly problem: Problem;
}

/**
 * Accepts the claims, which may be sent again, and returns the conflicts. A conflict is reported but not undone,
 * because the card is already on the board.
 */
export async function reconcile(services: Services, claims: readonly ServiceClaim[]): Promise<Conflict[]> {
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
