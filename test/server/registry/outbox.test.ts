import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { checkConfig } from '#server/shared/config.ts';
import { ConfigurationError } from '#server/shared/exit-codes.ts';
import { configSchema } from '#server/registry/config.ts';
import { openMail, openSms } from '#server/registry/outbox/transport.ts';
import { enqueue } from '#server/registry/outbox/enqueue.ts';
import { countOutbox, retryMessages } from '#server/registry/outbox/retry.ts';
import { readHelpLines } from '#server/registry/outbox/help-lines.ts';
import { Outbox } from '#server/registry/outbox/outbox.ts';
import { compose } from '#server/registry/outbox/templates.ts';
import { startRegistry } from '#server/registry/registry.ts';
import { Fixture, voters, type Voter } from './fixture.ts';

interface Mail {
  readonly to: string[];
  readonly raw: string;
}

let fixture: Fixture;
let smtp: SMTPServer;
let gateway: Server;
const mails: Mail[] = [];
const calls: { headers: IncomingHttpHeaders; body: { to: string; text: string } }[] = [];
let refusal: Error | undefined;
let smsStatus = 202;
let ana: Voter;

const portOf = (server: { address(): AddressInfo | string | null }): number =>
  (server.address() as AddressInfo).port;

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: false,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) =>
      username === 'registro' && password === 'la clave'
        ? done(null, { user: username })
        : done(new Error('no')),
    onRcptTo: (_address, _session, done) => done(refusal),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString(),
        });
        done();
      });
    },
  });
  smtp.on('error', () => undefined);
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  gateway = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
      response.writeHead(smsStatus).end();
    });
  });
  gateway.listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  fixture = await Fixture.start();
  await writeFile(join(fixture.directory, 'mail-password'), 'la clave\n', { mode: 0o600 });
  await writeFile(join(fixture.directory, 'sms-token'), 'un token\n', { mode: 0o600 });
});
beforeEach(async () => {
  await fixture.reset();
  mails.length = 0;
  calls.length = 0;
  refusal = undefined;
  smsStatus = 202;
  [ana] = voters(fixture, 1) as [Voter];
  await fixture.import([ana.row()]);
});
afterAll(async () => {
  await fixture.stop();
  await new Promise<void>((resolve) => smtp.close(resolve));
  gateway.close();
});

/** Returns an outbox with real transports, and the list of the failures that it reports. */
async function realOutbox(): Promise<{ outbox: Outbox; complaints: string[] }> {
  const complaints: string[] = [];
  const outbox = new Outbox({
    services: fixture.services,
    booth: 'https://booth.example/entrar',
    helpLines: await readHelpLines(fixture.config.helpLines),
    mail: await openMail({
      host: '127.0.0.1',
      port: portOf(smtp.server),
      secure: false,
      user: 'registro',
      passwordFile: join(fixture.directory, 'mail-password'),
      from: 'Registro <registro@correo.example>',
    }),
    sms: await openSms({
      gateway: `http://127.0.0.1:${portOf(gateway)}/send`,
      tokenFile: join(fixture.directory, 'sms-token'),
    }),
    onFailure: (channel, reason) => complaints.push(`${channel} ${reason}`),
  });
  return { outbox, complaints };
}

const queue = async (kind: 'link' | 'notice-locked', secret?: string): Promise<void> =>
  enqueue(fixture.pool, fixture.services, {
    person: await ana.person(),
    kind,
    ...(secret !== undefined && { secret }),
  });
const waiting = async (): Promise<{ state: string; attempts: number; failure: string | null }[]> =>
  (await fixture.pool.query('select state, attempts, failure from registry.message')).rows;

test('speaks SMTP: subject and text arrive, and the message is gone', async () => {
  const { outbox, complaints } = await realOutbox();
  await queue('link', 'L'.repeat(43));
  await outbox.drain();
  await outbox.close();
  expect(complaints).toEqual([]);
  expect(mails).toHaveLength(1);
  expect(mails[0]!.to).toEqual([ana.email]);
  expect(mails[0]!.raw).toContain('From: Registro <registro@correo.example>');
  const text = mails[0]!.raw.replaceAll('=\r\n', '');
  expect(text).toContain(`https://booth.example/entrar#${'L'.repeat(43)}`);
  expect(await waiting()).toEqual([]);
});

test('tries again later, waits longer each time, for five days, and gives up in the open', async () => {
  const { outbox, complaints } = await realOutbox();
  refusal = Object.assign(new Error('mailbox full'), { responseCode: 452 });
  await queue('notice-locked');
  await outbox.drain();
  expect(await waiting()).toEqual([{ state: 'queued', attempts: 1, failure: 'SMTP 452' }]);
  fixture.now += 29;
  await outbox.drain();
  expect((await waiting())[0]!.attempts).toBe(1);
  const begun = fixture.now;
  while ((await waiting())[0]!.state === 'queued' && fixture.now < begun + 30 * 86_400) {
    fixture.now += 3600;
    await outbox.drain();
  }
  expect((await waiting())[0]).toMatchObject({ state: 'dead', failure: 'SMTP 452' });
  expect(fixture.now - begun).toBeGreaterThan(4.5 * 86_400);
  expect(new Set(complaints)).toEqual(new Set(['email SMTP 452']));
  const metrics = await (await fetch(`${fixture.registry.opsUrl}/metrics`)).text();
  expect(metrics).toMatch(/sivei_outbox_messages\{channel="email",state="dead",process="registry"\} 1/);
  expect(mails).toEqual([]);
  refusal = undefined;
  expect(await retryMessages(fixture.services, 'olga')).toBe(1);
  await outbox.drain();
  await outbox.close();
  expect(mails).toHaveLength(1);
  const { rows } = await fixture.pool.query(
    `select operator, reason from registry.journal where action = 'outbox-retry'`,
  );
  expect(rows).toEqual([{ operator: 'olga', reason: 'messages 1' }]);
});

test('gives up at once where the relay says that it never will, and keeps why without the address', async () => {
  const { outbox, complaints } = await realOutbox();
  refusal = Object.assign(new Error(`5.1.1 <${ana.email}>: no such user`), { responseCode: 550 });
  await queue('notice-locked');
  await outbox.drain();
  expect(await countOutbox(fixture.pool)).toEqual([
    { channel: 'email', kind: 'notice-locked', state: 'dead', failure: 'SMTP 550 5.1.1', messages: 1 },
  ]);
  expect(complaints).toEqual(['email SMTP 550 5.1.1']);
  await outbox.close();
});

test('does not give up on a relay that takes no log-in: that is for people to mend', async () => {
  await writeFile(join(fixture.directory, 'mail-password'), 'otra clave\n', { mode: 0o600 });
  const { outbox, complaints } = await realOutbox();
  await queue('notice-locked');
  await outbox.drain();
  expect(await waiting()).toMatchObject([{ state: 'queued' }]);
  expect(complaints).toEqual(['email SMTP 535']);
  await outbox.close();
  await writeFile(join(fixture.directory, 'mail-password'), 'la clave\n', { mode: 0o600 });
});

test('sends each message once, though several send at once', async () => {
  const outboxes = await Promise.all([realOutbox(), realOutbox(), realOutbox()]);
  for (let i = 0; i < 20; i++) await queue('link', String(i).padStart(43, 'x'));
  await Promise.all(outboxes.map(({ outbox }) => outbox.drain()));
  await Promise.all(outboxes.map(({ outbox }) => outbox.close()));
  const links = mails.map(({ raw }) => /#(x+\d+)/.exec(raw.replaceAll('=\r\n', ''))![1]);
  expect(links).toHaveLength(20);
  expect(new Set(links).size).toBe(20);
});

test('sends again what a process took and did not finish', async () => {
  await queue('notice-locked');
  await fixture.pool.query('update registry.message set attempts = 1, next_at = $1', [
    new Date((fixture.now + 120) * 1000),
  ]);
  const { outbox } = await realOutbox();
  await outbox.drain();
  expect(mails).toHaveLength(0);
  fixture.now += 120;
  await outbox.drain();
  await outbox.close();
  expect(mails).toHaveLength(1);
});

test('sends SMS through the gateway, and no code that has expired', async () => {
  const { outbox, complaints } = await realOutbox();
  const code = async (): Promise<void> =>
    enqueue(fixture.pool, fixture.services, {
      person: await ana.person(),
      kind: 'login-code',
      channel: 'sms',
      secret: '012345',
      expires: fixture.now + 300,
    });
  await code();
  await outbox.drain();
  expect(calls).toHaveLength(1);
  expect(calls[0]!.headers.authorization).toBe('Bearer un token');
  expect(calls[0]!.body).toEqual({ to: ana.mobile, text: expect.stringMatching(/^012345 es tu/) });
  smsStatus = 500;
  await code();
  await outbox.drain();
  expect(complaints).toEqual(['sms gateway 500']);
  fixture.now += 15; // the pause is short, because the message is useful for minutes only
  await outbox.drain();
  expect(calls).toHaveLength(3);
  expect((await waiting())[0]).toMatchObject({ state: 'queued', attempts: 2 });
  smsStatus = 202;
  fixture.now += 285;
  await outbox.drain();
  expect(calls).toHaveLength(3);
  expect(await retryMessages(fixture.services, 'olga')).toBe(0);
  await fixture.registry.sweep();
  expect(await waiting()).toEqual([]);
  await outbox.close();
});

test('shows the help line in every mail, in both languages, and in no SMS', async () => {
  const helpLines = await readHelpLines(fixture.config.helpLines);
  const facts = {
    election: fixture.election,
    name: 'Ana',
    secret: '012345',
    booth: 'https://booth.example/',
    credentialId: 'ABCD',
    helpLines,
  };
  const kinds = ['link', 'code', 'notice-locked', 'notice-change-asked', 'notice-changed'] as const;
  for (const kind of kinds) {
    const [es, en] = compose(kind, facts).text.split('\n--\n') as [string, string];
    expect(es).toContain('Línea de ayuda (todos los días, de 8:00 a 22:00, hora del centro de México):\n');
    expect(en).toContain('Help line (every day, 8:00 to 22:00, central Mexico time):\n');
    for (const { countries, number } of helpLines.lines) {
      expect(es).toContain(`${countries.es}: ${number}`);
      expect(en).toContain(`${countries.en}: ${number}`);
    }
  }
  const { text } = compose('login-code', facts);
  for (const { number } of helpLines.lines) expect(text).not.toContain(number);
});

test('does not start without the numbers of the help line, or with others than they have to be', async () => {
  const file = join(fixture.directory, 'help-lines.json');
  await expect(readHelpLines(file)).rejects.toThrow(/help-lines\.json\. .* \/ There is no file/);
  await writeFile(file, JSON.stringify({ lines: [], hours: { es: 'x', en: 'x' } }));
  await expect(readHelpLines(file)).rejects.toThrow(/not of the right form \(help lines\/lines/);
  const { helpLines: _, ...without } = fixture.config;
  expect(() => checkConfig(configSchema, without)).toThrow(/helpLines is missing/);
  await expect(
    startRegistry({ ...fixture.config, helpLines: file }, { timers: false, log: { write: () => undefined } }),
  ).rejects.toThrow(ConfigurationError);
});

test('refuses a password file that others can read', async () => {
  const file = join(fixture.directory, 'open-token');
  await writeFile(file, 'x', { mode: 0o644 });
  await expect(openSms({ gateway: 'http://127.0.0.1:1/', tokenFile: file })).rejects.toThrow(/chmod 600/);
});

test('shows the messages of a rehearsal, with no name taken for markup', async () => {
  await fixture.reset();
  await fixture.import([
    `AB12,"<script>alert(1)</script> & ""Ana""",09,completa,internet,${ana.email},${ana.mobile}`,
  ]);
  await queue('notice-locked');
  await queue('link', 'L'.repeat(43));
  await enqueue(fixture.pool, fixture.services, {
    person: await ana.person(),
    kind: 'login-code',
    channel: 'sms',
    secret: '012345',
    expires: fixture.now + 300,
  });
  await fixture.registry.drain();
  const { status, body, headers } = await fixture.get('/outbox');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; base-uri/,
  );
  expect(body).not.toContain('<script>');
  expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Ana&quot;');
  expect(body).toContain(`<a rel="noreferrer" href="https://booth.example/entrar#${'L'.repeat(43)}">`);
  expect(body.indexOf('Tu acceso para votar')).toBeLessThan(body.indexOf('Tu acceso está en pausa'));
  // Each mail shows the last four digits that the booth asks for.
  expect(body).toContain(`<strong>${ana.mobile.slice(-4)}</strong>`);
  // The address of the listener shows the same page.
  expect(await fixture.get('/')).toMatchObject({
    status: 200,
    body: expect.stringContaining('Mensajes del ensayo'),
  });
  // The search form finds names, addresses and texts. It ignores accents and escapes the query.
  const found = async (sought: string): Promise<string> =>
    (await fixture.get(`/outbox?q=${encodeURIComponent(sought)}`)).body;
  for (const sought of [ana.email, 'ALERT(1)', 'esta en pausa']) {
    const page = await found(sought);
    expect(page, sought).toContain('Tu acceso está en pausa');
    expect(page.includes('Tu acceso para votar'), sought).toBe(sought !== 'esta en pausa');
  }
  // A person's SMS are found by the address of their mail too.
  expect((await found(ana.email)).includes(`Para / To: ${ana.mobile}`)).toBe(true);
  expect(await found('"><script>nadie')).toContain('No hay mensajes.');
  expect(await found('"><script>nadie')).not.toContain('<script>');
  expect(headers.get('content-security-policy')).toContain("form-action 'self'");
});
