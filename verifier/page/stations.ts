/** Stations through which a vote passes, from the board to the result, and the checks of each. @module */
import type { CheckId } from '../findings/checks.ts';
import type { CheckReport, Status } from '../findings/findings.ts';

export type StationId =
  | 'board'
  | 'keys'
  | 'credentials'
  | 'ballots'
  | 'closing'
  | 'sum'
  | 'opening'
  | 'result'
  | 'brought';

/** Stations in the order in which they are shown. Every check belongs to one of them. */
export const stations: readonly { readonly id: StationId; readonly checks: readonly CheckId[] }[] = [
  {
    id: 'board',
    checks: ['1.1', '1.2', '1.3', '1.4', '2.1', '2.2', '2.5', '7.1', '7.2', '7.3', '7.5', '7.12'],
  },
  { id: 'keys', checks: ['2.4', '3.1', '3.2', '3.3', '3.4', '3.5'] },
  { id: 'credentials', checks: ['4.1', '4.2', '4.3', '4.4', '4.6', '4.7', '4.8'] },
  {
    id: 'ballots',
    checks: ['7.4', '5.1', '5.2', '5.3', '5.4', '5.8', '5.7', '6.1', '6.2', '6.3'],
  },
  { id: 'closing', checks: ['7.9', '7.7', '7.8', '7.6', '4.5'] },
  { id: 'sum', checks: ['8.1', '8.2', '8.3'] },
  { id: 'opening', checks: ['9.1', '9.2', '9.3'] },
  { id: 'result', checks: ['10.1', '10.2', '10.3'] },
  { id: 'brought', checks: ['1.5', '2.3', '11.1', '11.2'] },
];

/**
 * Statuses of checks by severity. A station has the status of its worst check. `not run` is worse than
 * `incident`, because it keeps a result from being verified.
 */
const worstFirst: readonly Status[] = ['failed', 'not run', 'incident', 'not yet', 'ok', 'nothing to judge'];

export function stationStatus(checks: readonly CheckReport[]): Status {
  return worstFirst.find((status) => checks.some((check) => check.status === status)) ?? 'nothing to judge';
}

export function checksOf(ids: readonly CheckId[], reports: readonly CheckReport[]): CheckReport[] {
  return ids.map((id) => reports.find((report) => report.id === id)!);
}
