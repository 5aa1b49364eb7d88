import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import * as deskApi from '#server/api/desk.ts';
import type { Endpoint } from '#server/api/endpoint.ts';
import {
  ballotErrors,
  boardErrors,
  commonErrors,
  deskErrors,
  registryErrors,
  type ErrorCatalogue,
} from '#server/api/errors.ts';
import * as logInApi from '#server/api/log-in.ts';
import * as sitesApi from '#server/api/sites.ts';
import * as staffApi from '#server/api/staff.ts';
import * as votingApi from '#server/api/voting.ts';
import { deskRoutes } from '#server/desk/routes.ts';
import { logInRoutes } from '#server/registry/login/routes.ts';
import { officeRoutes } from '#server/registry/office/routes.ts';
import { siteRoutes } from '#server/registry/sites/routes.ts';
import { staffRoutes } from '#server/registry/staff/routes.ts';
import { createApp, type App } from '#server/shared/http/app.ts';
import { createMetrics } from '#server/shared/http/metrics.ts';
import { ballotRoutes, envelopeRoutes } from '#server/voting/ballots/routes.ts';
import { boardRoutes } from '#server/voting/board/routes.ts';
import { sourcesOf } from '../support/sources.ts';

// Tests that routes, OpenAPI and docs/api.md agree with the declaration of the HTTP APIs in server/api.

const docs = readFileSync('docs/api.md', 'utf8');
const section = (title: string): string => docs.split(`${title}\n`)[1]!.split('\n#')[0]!;

/** Source of the server without server/api, and of crypto/record/rules, whose errors are codes of the API. */
const sources = ['server', 'crypto/record/rules']
  .flatMap(sourcesOf)
  .filter(({ path }) => !path.startsWith('server/api/'))
  .map(({ text }) => text)
  .join('\n');

describe.each([
  ['### Codes of the voting process', ballotErrors],
  ['### Codes of the board', boardErrors],
  ['### Codes of the registry', registryErrors],
  ['### Codes of the desk', deskErrors],
  ['## Codes of all', commonErrors],
] as [string, ErrorCatalogue][])('%s', (title, catalogue) => {
  test('docs and code have the same codes, statuses and titles', () => {
    const documented = [...section(title).matchAll(/^\| `([a-z-]+)` \| (\d+) \| (.+) \|$/gm)];
    expect(documented.map(([, code, status, meaning]) => [code, Number(status), meaning])).toEqual(
      Object.entries(catalogue).map(([code, kind]) => [code, kind.status, kind.title]),
    );
  });

  test('every code is answered by something', () => {
    for (const code of Object.keys(catalogue)) expect(sources, code).toContain(`'${code}'`);
  });

  test('every title is a sentence', () => {
    for (const { title: said, es = said } of Object.values(catalogue))
      for (const text of [said, es]) expect(text).toMatch(/^.{15,}[.?!]$/);
  });
});

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value;
const endpointsOf = (...modules: object[]): Endpoint[] =>
  modules.flatMap((own) => Object.values(own).filter(isEndpoint));

const folder = await mkdtemp(join(tmpdir(), 'sivei-api-'));
const apps: App[] = [];
afterAll(async () => {
  await Promise.all(apps.map((app) => app.close()));
  await rm(folder, { recursive: true });
});

/** Returns a listener with routes that have no service. They are not called. */
async function listener(title: string, declare: (app: App) => unknown): Promise<App> {
  const options = { title, origins: [], requestsPerMinute: 1, bodyLimit: 1 };
  const app = await createApp({ ...options, metrics: createMetrics('voting') });
  apps.push(app);
  await declare(app);
  await app.ready();
  return app;
}

const none = { election: { manifest: {}, sites: [{}] } } as never;
const wake = (): void => undefined;
const LISTENERS: readonly (readonly [string, Endpoint[], (app: App) => unknown])[] = [
  [
    'voting',
    endpointsOf(votingApi),
    (app) => {
      ballotRoutes(app, none);
      envelopeRoutes(app, none, none);
      return boardRoutes(app, none, folder);
    },
  ],
  [
    'registry',
    endpointsOf(logInApi, staffApi, sitesApi),
    (app) => {
      logInRoutes(app, none, wake);
      staffRoutes(app, none, wake);
      officeRoutes(app, none);
      siteRoutes(app, none);
    },
  ],
  ['desk', endpointsOf(deskApi), (app) => deskRoutes(app, none, none, none)],
];

/** File that writes paths itself. test/trustee-tool/contract.test.ts compares it with server/api. */
const OWN_CLIENT = 'trustee-tool/exchange/exchange.ts';

test('no other file writes a path of an endpoint', () => {
  const paths = LISTENERS.flatMap(([, endpoints]) =>
    endpoints.map(({ path }) => path.replaceAll(/:\w+/g, '[^\'"`]*')),
  );
  const literal = new RegExp(`['"\`}](?:${paths.join('|')})['"\`?]`);
  const files = ['crypto', 'hsm', 'server', 'test', 'trustee-tool', 'verifier', 'voter-client']
    .flatMap(sourcesOf)
    .filter(({ path }) => !path.startsWith('server/api/') && path !== 'test/server/api-docs.test.ts');
  expect(files.length).toBeGreaterThan(300);
  expect(files.filter(({ text }) => literal.test(text)).map(({ path }) => path)).toEqual([OWN_CLIENT]);
});

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly responses: Record<string, { readonly description: string }>;
}

describe.each(LISTENERS)('the listener %s', (title, endpoints, declare) => {
  const operations = async (): Promise<[string, Operation][]> => {
    const { paths = {} } = (await listener(title, declare)).swagger() as unknown as {
      paths?: Record<string, Record<string, Operation>>;
    };
    return Object.entries(paths).flatMap(([path, byMethod]) =>
      Object.entries(byMethod).map(([method, operation]): [string, Operation] => [
        `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
        operation,
      ]),
    );
  };

  test('serves the endpoints of server/api, and no others', async () => {
    expect((await operations()).map(([name]) => name).toSorted()).toEqual(
      endpoints.map(({ method, path }) => `${method} ${path}`).toSorted(),
    );
  });

  test('describes each with an id, a summary, a description, a tag and its errors', async () => {
    const ids = new Set<string>();
    for (const [name, { operationId, summary, description, tags, responses }] of await operations()) {
      const { id, errors } = endpoints.find(({ method, path }) => `${method} ${path}` === name)!;
      expect(operationId).toBe(id);
      expect(ids).not.toContain(id);
      ids.add(id);
      expect(summary, name).toMatch(/^[A-Z].{5,}[^.]$/);
      expect(description, name).toMatch(/^.{5,}\.$/);
      expect(tags, name).toHaveLength(1);
      for (const [code, { status }] of Object.entries(errors))
        expect(responses[status]?.description, `${name} ${code}`).toContain(`\`${code}\``);
    }
  });

  test('has each in docs/api.md', () => {
    for (const { path } of endpoints) expect(docs, path).toContain(path);
    expect(endpoints.length, title).toBeGreaterThan(5);
    expect(new Set(endpoints.map(({ method }) => method))).toEqual(new Set(['GET', 'POST']));
  });
});
