import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createApp } from '#server/shared/http/app.ts';
import { parseJson } from '#server/shared/http/json.ts';
import { createMetrics } from '#server/shared/http/metrics.ts';

const parse = (text: string): unknown => parseJson(Buffer.from(text));

test.each([
  '{"a":1,"a":2}',
  '{"a":1,"a":1}',
  '{"a":1,"\\u0061":1}',
  '{"a":{"b":[{"c":1,"d":2,"c":3}]}}',
  '[{"":1,"":2}]',
  '{"__proto__":1,"__proto__":2}',
  '{"1":1,"1":2}',
  '{"a:\\"":1,"a:\\"":2}',
])('a member twice is refused: %s', (text) => {
  expect(() => parse(text)).toThrow('twice');
});

test('a member twice is answered in the form of all refusals', async () => {
  const app = await createApp({
    title: 'test',
    origins: '*',
    requestsPerMinute: 100,
    bodyLimit: 1_000,
    metrics: createMetrics('voting'),
    log: { write: () => undefined },
  });
  app.post('/echo', async ({ body }) => body);
  const post = (body: string) =>
    app.inject({ method: 'POST', url: '/echo', headers: { 'content-type': 'application/json' }, body });
  expect((await post('{"a":1,"b":{"a":2}}')).json()).toEqual({ a: 1, b: { a: 2 } });
  const refused = await post('{"a":1,"b":2,"a":3}');
  expect([refused.statusCode, refused.json()]).toEqual([
    400,
    { error: 'malformed', title: expect.any(String) },
  ]);
  await app.close();
});

test('whatever else JSON can say is taken as it is', () => {
  for (const text of ['[]', '{}', '":"', 'null', '{"a":{"a":{"a":"\\\\"}}}', '{"\\\\":":","\\"":[{},{}]}'])
    expect(parse(text)).toEqual(JSON.parse(text));
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), (text) => {
      let kept: unknown;
      try {
        kept = parse(text);
      } catch (error) {
        expect((error as Error).message).toBe('not text');
        return;
      }
      expect(kept).toEqual(JSON.parse(text));
    }),
  );
});
