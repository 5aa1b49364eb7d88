/** The report for machines. @module */
import type { Report } from '../verify.ts';

/** The whole report as it is, and the exit code with it. */
export function printJson(report: Report, code: number): string {
  return `${JSON.stringify({ exitCode: code, ...report }, null, 2)}\n`;
}

/** When there was no report to be had. */
export function printJsonError(message: string): string {
  return `${JSON.stringify({ exitCode: 2, verdict: 'could not run', error: message }, null, 2)}\n`;
}
