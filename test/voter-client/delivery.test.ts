import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DemoVoter } from '#server/rehearsal/parties/voter.ts';
import type { Delivery } from '../../voter-client/contract/booth.ts';
import { hasChromium } from '../support/browser.ts';
import type { Mischief } from './support/proxy.ts';
import { Rehearsal } from './support/rehearsal.ts';
import type { Visit } from './support/visit.ts';

// A ballot on its way over a network that breaks: what is told is true when it is told, and the end is a true answer.

const CHOICES = [
  [0, 1, 0, 0, 0, 0],
  [1, 0, 0, 0, 0, 0],
];
const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const sentence = { es: 'Una frase para personas.', en: 'A sentence for people.' };

describe.skipIf(!hasChromium())('a ballot on its way', { timeout: 120_000 }, () => {
  let rehearsal: Rehearsal;
  let visit: Visit;
  let person: DemoVoter;

  beforeAll(async () => {
    rehearsal = await Rehearsal.start({ people: 8 });
  }, 120_000);
  afterAll(() => rehearsal?.end());
  beforeEach(async () => {
    person = rehearsal.nextPerson();
    visit = await rehearsal.visit();
    await visit.enter(person);
    await visit.encrypt(CHOICES);
  });
  afterEach(async () => {
    rehearsal.proxy.mischief = {};
    await visit.end();
  });

  const statesOf = (deliveries: readonly Delivery[]): string =>
    deliveries.map(({ state }) => state).join(' ');

  /** For the first so many requests to a path. */
  const atFirst = (
    times: number,
    path: string,
    fate: ReturnType<NonNullable<Mischief['before']>>,
  ): Mischief => {
    let left = times;
    return {
      before: (passed) => {
        if (!passed.path.startsWith(path) || passed.method === 'OPTIONS') return undefined;
        left -= 1;
        return left >= 0 ? fate : undefined;
      },
    };
  };

  /** Loses the answer to a ballot; `fate` says what becomes of the requests after that, the first of which has place 1. */
  const afterALoss = (fate: (place: number) => ReturnType<NonNullable<Mischief['before']>>): Mischief => {
    let requests = 0;
    return {
      before: ({ path, method }) => {
        if (path !== '/ballots' || method === 'OPTIONS') return undefined;
        requests += 1;
        return requests <= 2 ? 'lose' : fate(requests - 2); // the browser itself sends once more
      },
    };
  };

  test.each<[string, ReturnType<NonNullable<Mischief['before']>>]>([
    ['the connection breaks before it arrives', 'drop'],
    ['the answer is lost', 'lose'],
    ['something before the server fails', { status: 502, body: new TextEncoder().encode('<html>') }],
    ['there are too many requests', { status: 429, body: json({ error: 'too-many', message: sentence }) }],
  ])('%s: it is sent again and recorded once', async (_, fate) => {
    const times = typeof fate === 'string' ? 3 : 2; // the browser itself sends once more when a connection breaks
    rehearsal.proxy.mischief = atFirst(times, '/ballots', fate);
    expect(statesOf(await visit.cast())).toMatch(/^delivering( unknown)+ recorded$/);
  });

  test('the server is busy: it says that nothing is recorded yet, and sends it again by itself', async () => {
    const busy = { status: 503, body: json({ error: 'busy', message: sentence }) };
    rehearsal.proxy.mischief = atFirst(2, '/ballots', busy);
    expect(statesOf(await visit.cast())).toMatch(/^delivering( waiting)+ recorded$/);
  });

  test('busy after an answer that was lost: it may have arrived all the same', async () => {
    const busy = { status: 503, body: json({ error: 'busy', message: sentence }) };
    rehearsal.proxy.mischief = afterALoss((place) => (place === 1 ? busy : undefined));
    expect(statesOf(await visit.cast())).toMatch(/^delivering( unknown)+ recorded$/);
  });

  test('the session ends while the answer is lost: the board tells that it arrived', async () => {
    const over = { status: 401, body: json({ error: 'ticket-over', message: sentence }) };
    rehearsal.proxy.mischief = afterALoss(() => over);
    expect(statesOf(await visit.cast())).toMatch(/^delivering( unknown)+ recorded$/);
  });

  test('the session is over from the start: refused, in the server’s words', async () => {
    const refusal = { status: 401, body: json({ error: 'ticket-over', message: sentence }) };
    rehearsal.proxy.mischief = atFirst(99, '/ballots', refusal);
    const deliveries = await visit.cast();
    expect(deliveries.at(-1)).toEqual({
      state: 'refused',
      fault: { code: 'ticket-over', message: sentence },
    });
    rehearsal.proxy.mischief = {};
    await visit.logIn(person); // the sealed ballot is still there for the same credential
    expect(statesOf(await visit.cast())).toBe('delivering recorded');
  });
});
