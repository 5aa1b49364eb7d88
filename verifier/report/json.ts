/** The report for machines. @module */
import type { Report } from '../verification/verify.ts';

/** §10.1 */
export const exitCodes = {
  verified: 0,
  'so far in order': 0,
  'not verified': 1,
  'rules broken': 3,
} as const;

/** The whole report as it is, and the exit code with it. */
export function printJson(report: Report): string {
  return `${JSON.stringify({ exitCode: exitCodes[report.verdict], ...report }, null, 2)}\n`;
}

/** When there was no report to be had. */
export function printJsonError(message: string): string {
  return `${JSON.stringify({ exitCode: 2, verdict: 'could not run', error: message }, null, 2)}\n`;
}
