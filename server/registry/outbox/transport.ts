/**
 * Transports of messages by e-mail and SMS. Sending resolves once the mail server or the SMS gateway has accepted the
 * message.
 * @module
 */

import { randomUUID } from 'node:crypto';
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { readPrivate } from '../../shared/files.ts';
import type { RegistryConfig } from '../config.ts';
import type { Text } from './templates.ts';

export interface Transport {
  send(to: string, message: Text): Promise<void>;
  close(): void;
}

const TIMEOUT_MS = 15_000;

export async function openMail(mail: RegistryConfig['mail']): Promise<Transport> {
  if ('demo' in mail) return openDemo(mail.demo, 'email');
  const local = ['localhost', '127.0.0.1', '::1'].includes(mail.host);
  const transport = createTransport({
    pool: true,
    host: mail.host,
    port: mail.port,
    secure: mail.secure,
    requireTLS: !mail.secure && !local,
    ignoreTLS: !mail.secure && local,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(mail.user !== undefined &&
      mail.passwordFile !== undefined && {
        auth: { user: mail.user, pass: (await readPrivate(mail.passwordFile)).trim() },
      }),
  });
  return {
    send: async (to, { subject, text }) => {
      await transport.sendMail({ from: mail.from, to: { name: '', address: to }, subject, text });
    },
    close: () => transport.close(),
  };
}

/** Opens an SMS gateway that accepts `POST {to, text}` with a bearer token, and answers 2xx. */
export async function openSms(sms: RegistryConfig['sms']): Promise<Transport> {
  if ('demo' in sms) return openDemo(sms.demo, 'sms');
  const token = (await readPrivate(sms.tokenFile)).trim();
  return {
    send: async (to, { text }) => {
      const response = await fetch(sms.gateway, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ to, text }),
      });
      await response.body?.cancel();
      if (!response.ok)
        throw Object.assign(new Error('the SMS gateway refused'), { code: `gateway ${response.status}` });
    },
    close: () => undefined,
  };
}

/** Content of a message file in a rehearsal's directory. */
export interface DemoMessage extends Text {
  readonly channel: 'email' | 'sms';
  readonly to: string;
}

async function openDemo(directory: string, channel: DemoMessage['channel']): Promise<Transport> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await chmod(directory, 0o700);
  return {
    send: async (to, message) => {
      const own: DemoMessage = { channel, to, ...message };
      const name = `${String(Date.now()).padStart(15, '0')}-${randomUUID()}.json`;
      await writeFile(join(directory, `.${name}`), JSON.stringify(own), { mode: 0o600 });
      await rename(join(directory, `.${name}`), join(directory, name));
    },
    close: () => undefined,
  };
}
