/** Why a message was not sent, and whether another try may help. It names codes, and never an address. @module */

export interface Failure {
  /** Such as `SMTP 550 5.1.1`. */
  readonly reason: string;
  /** The relay will not take this message: another try gets the same answer. */
  readonly isPermanent: boolean;
}

/** As transports throw it; texts may name the recipient. */
interface SendError {
  readonly name: string;
  readonly code?: string;
  readonly responseCode?: number;
  /** The whole answer of the relay. */
  readonly response?: string;
  /** The SMTP command that was answered. */
  readonly command?: string;
}

/** Commands that are about this message; a refusal of any other is about the configuration, which people mend. */
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

/** The person has no address of this kind any more. */
export const noAddress = (): Error => Object.assign(new Error(NO_ADDRESS), { code: NO_ADDRESS });
