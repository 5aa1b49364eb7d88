/**
 * Reasons why a message was not sent, and whether a retry may help. They contain codes, and never an address.
 * @module
 */

export interface Failure {
  /** Reason, such as `SMTP 550 5.1.1`. */
  readonly reason: string;
  /** Whether a retry would fail again, because the relay rejects this message. */
  readonly isPermanent: boolean;
}

/** Error that a transport throws; its texts may name the recipient. */
interface SendError {
  readonly name: string;
  readonly code?: string;
  readonly responseCode?: number;
  /** Complete answer of the relay. */
  readonly response?: string;
  /** SMTP command that was answered. */
  readonly command?: string;
}

/**
 * SMTP commands whose refusal is about the message. A refusal of any other command is about the configuration, which an
 * operator must correct.
 */
const aboutMessage = new Set(['RCPT TO', 'DATA']);

export function failureOf(error: unknown): Failure {
  const { name, code, responseCode, response = '', command = '' } = error as SendError;
  if (code === NO_ADDRESS) return { reason: code, isPermanent: true };
  if (responseCode === undefined) return { reason: code ?? name, isPermanent: false };
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1];
  return {
    reason: ['SMTP', responseCode, ...(enhanced === undefined ? [] : [enhanced])].join(' '),
    isPermanent: responseCode >= 500 && aboutMessage.has(command),
  };
}

const NO_ADDRESS = 'no-address';

/** Returns the error for a person who no longer has an address for the message's channel. */
export const noAddress = (): Error => Object.assign(new Error(NO_ADDRESS), { code: NO_ADDRESS });
