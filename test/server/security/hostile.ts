/** Hostile requests to a route, made from the route's description in /openapi.json. @module */

import type { RawRequest } from './raw.ts';
import * as logInApi from '#server/api/log-in.ts';

interface Schema {
  readonly type?: string;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly enum?: readonly unknown[];
}

export interface Operation {
  readonly method: string;
  /** Path with a value of the right form for each parameter. */
  readonly path: string;
  readonly takes: 'json' | 'octets' | undefined;
  /** Body of the right form. */
  readonly sample: Readonly<Record<string, unknown>>;
}

type OpenApi = Record<
  string,
  Record<string, { requestBody?: { content: Record<string, { schema?: Schema }> } }>
>;

export async function operationsOf(url: string): Promise<Operation[]> {
  const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as { paths: OpenApi };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { requestBody }]): Operation => {
      const json = requestBody?.content['application/json']?.schema;
      const sample = Object.entries(json?.properties ?? {}).map(([name, schema]) => [name, sampleOf(schema)]);
      return {
        method: method.toUpperCase(),
        path: path.replaceAll(/\{\w+\}/g, 'ab'.repeat(32)),
        takes: json
          ? 'json'
          : method === 'post' && !path.includes(logInApi.readSession.path)
            ? 'octets'
            : undefined,
        sample: Object.fromEntries(sample) as Record<string, unknown>,
      };
    }),
  );
}

function sampleOf({ type, pattern = '', enum: values }: Schema): unknown {
  if (values) return values[0];
  if (type === 'boolean') return true;
  if (pattern.includes('-[0-9a-f]{4}-')) return '00000000-0000-4000-8000-000000000000';
  const [, set = 'a', count = '3'] = /^\^\[(\S)[^\]]*\]\{(\d+)\}\$$/.exec(pattern) ?? [];
  return set.repeat(Number(count));
}

const JSON_TYPE = 'content-type: application/json';
const FOREIGN_TYPES = [
  'text/plain',
  'text/plain; application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/jsonp',
  'application/xml',
  'x',
  `application/json${' '.repeat(50)}/x`,
];

/** Hostile values of any type. */
const VALUES: readonly unknown[] = [
  null, true, 0, -1, 1.5, 1e308, [], {}, [[]], '', ' ', '\0', 'a\0b', '\ud800', '\u202e', 'A'.repeat(5_000),
  "' or 1=1 --", '../../etc/passwd', '<script>', '${7*7}', '%00', '\r\nx: y', { toString: 1 }, ['a'],
]; // prettier-ignore

const BODIES: (string | Uint8Array)[] = [
  '', ' ', '{', '}', '{}', '[]', 'null', 'true', '0', '"x"', '1e999', '-0', '{"a":1}', '{"a":1,"a":2}', '{"__proto__":{"a":1}}',
  '{"constructor":{"prototype":{"a":1}}}', '['.repeat(8_000), `${'['.repeat(4_000)}${']'.repeat(4_000)}`, '{"a":'.repeat(1_600),
  '\0', '{"link":"\0"}', '\ufeff{}', "{'a':1}", '{"a":1}}', 'NaN', '{"a":undefined}', Uint8Array.of(0xff, 0xfe), Uint8Array.of(0x22, 0xc0, 0xaf, 0x22),
  Uint8Array.of(0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d), new Uint8Array(300),
]; // prettier-ignore

/** Returns requests that must be answered only with a problem, or with the route's answer for an authorized caller. */
export function attacks(
  { method, path, takes, sample }: Operation,
  bearer: string,
  limit: number,
): RawRequest[] {
  const authorization = `authorization: Bearer ${bearer}`;
  const type = takes === 'octets' ? 'content-type: application/octet-stream' : JSON_TYPE;
  const own = JSON.stringify(sample);
  const json = (value: unknown): RawRequest => ({
    method,
    path,
    headers: [authorization, JSON_TYPE],
    body: JSON.stringify(value),
  });
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY']
    .filter((other) => other !== method)
    .map((other): RawRequest => ({ method: other, path, headers: [authorization] }));
  const paths = ['/', '//', '/.', '/..', '/%00', '%00', '/%2e%2e', '%2f', '%', '%zz', '%ff', '?', '?a=1&a=2', '#x', ';x', '\\', '/..%5c']
    .map((end): RawRequest => ({ method, path: `${path}${end}`, headers: [authorization] })); // prettier-ignore
  const headers: RawRequest[] = [
    ...['', 'Bearer', 'Bearer ', 'Basic eDp5', `Bearer ${bearer} x`, `bearer  ${bearer}`, `Bearer ${bearer}\0`, `Bearer ${'A'.repeat(9_000)}`]
      .map((value) => [`authorization: ${value}`]),
    [authorization, authorization],
    [authorization, `x: ${'y'.repeat(20_000)}`],
    [authorization, ...Array.from({ length: 3_000 }, (_, i) => `x${i}: y`)],
    [authorization, 'expect: 100-continue'],
    [authorization, 'expect: the-moon'],
    [authorization, 'upgrade: websocket', 'connection: upgrade'],
    [authorization, 'content-encoding: gzip'],
    [authorization, 'transfer-encoding: gzip'],
    [authorization, 'content-length: -1'],
    [authorization, 'content-length: 9007199254740993'],
    [authorization, 'content-length: 2', 'content-length: 3'],
    [authorization, 'content-length: 2', 'transfer-encoding: chunked'],
    [authorization, 'range: bytes=9-1,x'],
    [authorization, 'if-modified-since: never', 'accept: \u00ff', 'accept-version: 9'],
    [authorization, 'origin: https://evil.example', 'cookie: session=1'],
  ].map((lines) => ({ method, path, headers: [...lines, type], body: takes === 'octets' ? 'xx' : own })); // prettier-ignore
  const types = FOREIGN_TYPES.map((foreign): RawRequest => ({
    method,
    path,
    headers: [authorization, `content-type: ${foreign}`],
    body: own,
  }));
  const bodies = [type, JSON_TYPE].flatMap((as) =>
    BODIES.map((body): RawRequest => ({ method, path, headers: [authorization, as], body })),
  );
  const sizes: RawRequest[] = [
    { method, path, headers: [authorization, type], body: ' '.repeat(limit + 1) },
    {
      method,
      path,
      headers: [authorization, type, 'transfer-encoding: chunked'],
      body: `${(limit + 1).toString(16)}\r\n${' '.repeat(limit + 1)}\r\n0\r\n\r\n`,
    },
    { method, path, headers: [authorization, type, 'transfer-encoding: chunked'], body: 'zz\r\nab' },
    {
      method,
      path,
      headers: [authorization, type, 'transfer-encoding: chunked'],
      body: '2\r\nabc\r\n0\r\n\r\n',
    },
    { method, path, headers: [authorization, type, 'content-length: 2'], body: 'abcdef' },
  ];
  const members = Object.keys(sample).flatMap((name) => [
    ...VALUES.map((value) => json({ ...sample, [name]: value })),
    json(Object.fromEntries(Object.entries(sample).filter(([other]) => other !== name))),
  ]);
  const more = takes === 'json' ? [json({ ...sample, more: 1 }), json([sample]), json(sample)] : [];
  return [...methods, ...paths, ...headers, ...types, ...bodies, ...sizes, ...members, ...more];
}
