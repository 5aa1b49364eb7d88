/** JSON report. @module */
import type { Report } from '../verification/report.ts';

/** Exit codes of the verdicts (spec §10.1). */
export const exitCodes = {
  verified: 0,
  'so far in order': 0,
  'not verified': 1,
  'rules broken': 3,
} as const;

/** Prints the whole report and its exit code. */
export function printJson(report: Report): string {
  return `${JSON.stringify({ exitCode: exitCodes[report.verdict], ...report }, null, 2)}\n`;
}

/** Prints the error of a run without a report. */
export function printJsonError(message: string): string {
  return `${JSON.stringify({ exitCode: 2, verdict: 'could not run', error: message }, null, 2)}\n`;
}
