/** How a voter logs in: JSON over POST, a bearer in the header at the end. @module */

import { Type } from 'typebox';
import { fromHex, toHex } from '#crypto/bytes.ts';
import type { App } from '../../shared/http/app.ts';
import { noStore } from '../../shared/http/no-store.ts';
import { bearerOf } from '../../shared/http/bearer.ts';
import { registryProblem } from '../problems.ts';
import { bearer, digits, factor, hex, problems, step, strict } from '../../shared/http/registry-schemas.ts';
import type { Services } from '../services.ts';
import { askForLink } from './link.ts';
import { finishLogin } from './session.ts';
import { startLogin } from './start.ts';
import { checkCode, checkMobile, resendCode, setUpApp } from './steps.ts';

const body = <P extends Record<string, ReturnType<typeof Type.String>>>(properties: P) =>
  Type.Object(properties, strict);
const answer = { tags: ['log-in'] } as const;

/** `wake`: there is a message to send. */
export function serveLogin(app: App, services: Services, wake: () => void): void {
  const started = Type.Object(
    { login: bearer, next: step, factor: Type.Union([factor, Type.Null()]) },
    strict,
  );
  app.post(
    '/login',
    { schema: { ...answer, body: body({ link: bearer }), response: { 200: started, ...problems } } },
    async (request, reply) => {
      const made = await startLogin(services, request.body.link);
      wake();
      return noStore(reply).send(made);
    },
  );

  const next = Type.Object({ next: step }, strict);
  app.post(
    '/login/mobile',
    {
      schema: {
        ...answer,
        body: body({ login: bearer, digits: digits(4) }),
        response: { 200: next, ...problems },
      },
    },
    async (request, reply) => {
      await waking(checkMobile(services, request.body.login, request.body.digits), wake);
      return noStore(reply).send({ next: 'code' as const });
    },
  );

  const offered = Type.Object({ next: step, otpauth: Type.String({ description: 'shown once' }) }, strict);
  app.post(
    '/login/app',
    {
      schema: {
        ...answer,
        summary: 'Instead of /login/credential, at the first access: an authenticator app in place of SMS',
        body: body({ login: bearer }),
        response: { 200: offered, ...problems },
      },
    },
    async (request, reply) => {
      const otpauth = await setUpApp(services, request.body.login);
      return noStore(reply).send({ next: 'code' as const, otpauth });
    },
  );

  app.post(
    '/login/resend',
    { schema: { ...answer, body: body({ login: bearer }), response: { 200: next, ...problems } } },
    async (request, reply) => {
      await resendCode(services, request.body.login);
      wake();
      return noStore(reply).send({ next: 'code' as const });
    },
  );

  const challenged = Type.Object({ next: step, challenge: hex(32) }, strict);
  app.post(
    '/login/code',
    {
      schema: {
        ...answer,
        body: body({ login: bearer, code: digits(6) }),
        response: { 200: challenged, ...problems },
      },
    },
    async (request, reply) => {
      const challenge = await waking(checkCode(services, request.body.login, request.body.code), wake);
      return noStore(reply).send({ next: 'credential' as const, challenge: toHex(challenge) });
    },
  );

  const admitted = Type.Object(
    { session: bearer, ticket: Type.String(), notAfter: Type.Integer({ description: 'POSIX seconds' }) },
    strict,
  );
  app.post(
    '/login/credential',
    {
      schema: {
        ...answer,
        body: body({ login: bearer, credential: hex(32), proof: hex(64) }),
        response: { 200: admitted, ...problems },
      },
    },
    async (request, reply) => {
      const { login, credential, proof } = request.body;
      const shown = { credential: fromHex(credential, 32), proof: fromHex(proof, 64) };
      return noStore(reply).send(await waking(finishLogin(services, login, shown), wake));
    },
  );

  const address = Type.String({ minLength: 3, maxLength: 254 });
  app.post(
    '/access/link',
    {
      schema: {
        ...answer,
        body: body({ email: address }),
        response: { 202: Type.Object({}, strict), ...problems },
      },
    },
    async (request, reply) => {
      await askForLink(services, request.body.email);
      return noStore(reply).code(202).send({});
    },
  );
}

export const sessionBearer = (request: Parameters<typeof bearerOf>[0]): string =>
  bearerOf(request, () => registryProblem('session-over'));

/** A failure may have put a notice into the outbox. */
async function waking<T>(work: Promise<T>, wake: () => void): Promise<T> {
  try {
    return await work;
  } finally {
    wake();
  }
}
