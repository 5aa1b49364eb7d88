/** Registry routes for voters: log-in and session (server/api/log-in.ts). @module */

import { fromHex, toHex } from '#crypto/bytes.ts';
import * as api from '../../api/log-in.ts';
import type { App } from '../../shared/http/app.ts';
import { bearerOr } from '../../shared/http/bearer.ts';
import { open, scope } from '../../shared/http/route.ts';
import { registryProblem } from '../problems.ts';
import type { Services } from '../services.ts';
import { requestLink } from './link.ts';
import { endSession, finishLogin, readSession } from './session.ts';
import { startLogin } from './start.ts';
import { checkCode, checkMobile, resendCode, setUpApp } from './steps.ts';

/** Registers the routes. `wake` is called when there is a message to send. */
export function logInRoutes(app: App, services: Services, wake: () => void): void {
  /** Calls `wake` also after a failure, which may have enqueued a notice. */
  const waking = async <T>(work: Promise<T>): Promise<T> => work.finally(wake);
  scope(app, { admit: open, isPrivate: true }, (route) => {
    route(api.startLogin, async ({ body: { link } }) => {
      const started = await startLogin(services, link);
      wake();
      return started;
    });
    route(api.checkMobile, async ({ body: { login, digits } }) => {
      await waking(checkMobile(services, login, digits));
      return { next: 'code' as const };
    });
    route(api.setUpApp, async ({ body: { login } }) => ({
      next: 'code' as const,
      otpauth: await setUpApp(services, login),
    }));
    route(api.resendCode, async ({ body: { login } }) => {
      await resendCode(services, login);
      wake();
      return { next: 'code' as const };
    });
    route(api.checkCode, async ({ body: { login, code } }) => {
      const challenge = await waking(checkCode(services, login, code));
      return { next: 'credential' as const, challenge: toHex(challenge) };
    });
    route(api.finishLogin, ({ body: { login, credential, proof } }) => {
      const shown = { credential: fromHex(credential, 32), proof: fromHex(proof, 64) };
      return waking(finishLogin(services, login, shown));
    });
    route(api.askForLink, async ({ body: { email } }) => {
      await requestLink(services, email);
      return {};
    });
  });
  sessionRoutes(app, services);
}

function sessionRoutes(app: App, services: Services): void {
  const { units, styles } = services.election.manifest;
  const admit = bearerOr(() => registryProblem('session-over'));
  scope(app, { admit, isPrivate: true }, (route) => {
    route(api.readSession, async ({ caller }) => {
      const { name, unit, style, expires } = await readSession(services, caller);
      const { id, title } = styles[style]!;
      return { name, unit: units[unit]!, style: { id, title }, expires };
    });
    route(api.endSession, ({ caller }) => endSession(services, caller));
  });
}
