/** Endpoints of the registry for voters: log-in and session (docs/api.md). @module */

import { literal, oneOf, record, string } from '#crypto/json-schema.ts';
import { endpointsOf } from './endpoint.ts';
import { registryErrors } from './errors.ts';
import { bearer, digits, hex, orNull, seconds, text } from './schemas.ts';

const logIn = endpointsOf('log-in', registryErrors);
const session = endpointsOf('session', registryErrors);

const step = oneOf('mobile', 'code', 'credential');

export const startLogin = logIn({
  id: 'startLogin',
  method: 'POST',
  path: '/login',
  summary: 'Start a log-in with the link’s secret',
  description: 'A voter who has logged in before gets a code by SMS, or has it in the authenticator app.',
  access: 'public',
  body: record({ link: bearer }),
  answer: record({ login: bearer, next: step, factor: orNull(oneOf('sms', 'totp')) }),
  errors: [
    'not-open',
    'voting-closed',
    'link-unknown',
    'locked',
    'too-many-codes',
    'voting-unreachable',
    'voting-refused',
  ],
});

const nextCode = record({ next: literal('code') });

export const checkMobile = logIn({
  id: 'checkMobile',
  method: 'POST',
  path: '/login/mobile',
  summary: 'Check the last four digits of the mobile, at the first access',
  description: 'The code goes out by SMS. A wrong answer carries the attempts left as its detail.',
  access: 'public',
  body: record({ login: bearer, digits: digits(4) }),
  answer: nextCode,
  errors: ['login-unknown', 'wrong-step', 'wrong-digits', 'locked', 'too-many-codes'],
});

export const setUpApp = logIn({
  id: 'setUpApp',
  method: 'POST',
  path: '/login/app',
  summary: 'Set up an authenticator app in place of SMS',
  description: 'At the first access, after the SMS code and instead of /login/credential.',
  access: 'public',
  body: record({ login: bearer }),
  answer: record({ next: literal('code'), otpauth: string({ description: 'shown once' }) }),
  errors: ['login-unknown', 'wrong-step'],
});

export const resendCode = logIn({
  id: 'resendCode',
  method: 'POST',
  path: '/login/resend',
  summary: 'Send another code by SMS',
  description: 'The code before it expires.',
  access: 'public',
  body: record({ login: bearer }),
  answer: nextCode,
  errors: ['login-unknown', 'wrong-step', 'too-many-codes'],
});

export const checkCode = logIn({
  id: 'checkCode',
  method: 'POST',
  path: '/login/code',
  summary: 'Check the code of SMS or app',
  description: 'The answer is the challenge for the proof of the credential.',
  access: 'public',
  body: record({ login: bearer, code: digits(6) }),
  answer: record({ next: literal('credential'), challenge: hex(32) }),
  errors: ['login-unknown', 'wrong-step', 'wrong-code', 'locked'],
});

export const finishLogin = logIn({
  id: 'finishLogin',
  method: 'POST',
  path: '/login/credential',
  summary: 'Finish a log-in with a proof of the credential',
  description: 'The proof is `R || z` of spec §3.1 over the challenge. Session and ticket last 30 minutes.',
  access: 'public',
  body: record({ login: bearer, credential: hex(32), proof: hex(64) }),
  answer: record({ session: bearer, ticket: string(), notAfter: seconds }),
  errors: [
    'login-unknown',
    'wrong-step',
    'wrong-credential',
    'locked',
    'not-open',
    'voting-closed',
    'no-credential',
    'voting-unreachable',
    'voting-refused',
  ],
});

export const askForLink = logIn({
  id: 'askForLink',
  method: 'POST',
  path: '/access/link',
  summary: 'Ask for the log-in link again',
  description: 'The answer is the same whether or not there is such a person.',
  access: 'public',
  body: record({ email: string({ minLength: 3, maxLength: 254 }) }),
  status: 202,
  answer: record({}),
});

export const readSession = session({
  id: 'readSession',
  method: 'GET',
  path: '/session',
  summary: 'Read the voter’s name, unit and ballot style',
  description: 'It is shown before the ballot.',
  access: 'voter',
  answer: record({
    name: string(),
    unit: record({ code: string(), name: string() }),
    style: record({ id: string(), title: text }),
    expires: seconds,
  }),
  errors: ['session-over'],
});

export const endSession = session({
  id: 'endSession',
  method: 'POST',
  path: '/session/end',
  summary: 'End the session',
  description: 'Its ticket is revoked at the voting process.',
  access: 'voter',
  status: 204,
  errors: ['session-over'],
});
