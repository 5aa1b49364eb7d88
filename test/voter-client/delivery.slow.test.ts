import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DemoVoter } from '#server/rehearsal/parties/voter.ts';
import type { Delivery } from '../../voter-client/contract/booth.ts';
import { hasChromium } from '../support/browser.ts';
import type { ProxyBehaviour } from './support/proxy.ts';
import { Rehearsal } from './support/rehearsal.ts';
import type { Visit } from './support/visit.ts';
import * as votingApi from '#server/api/voting.ts';

// Tests of the delivery over a failing network: each reported state is true when it is reported, and the last one is
// final.

const CHOICES = [
  [0, 1, 0, 0, 0, 0],
  [1, 0, 0, 0, 0, 0],
];
const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const title = 'A title for developers.';

describe.skipIf(!hasChromium())('a ballot on its way', () => {
  let rehearsal: Rehearsal;
  let visit: Visit;
  let person: DemoVoter;

  beforeAll(async () => {
    rehearsal = await Rehearsal.start({ people: 8 });
  });
  afterAll(() => rehearsal?.end());
  beforeEach(async () => {
    person = rehearsal.nextPerson();
    visit = await rehearsal.visit();
    await visit.enter(person);
    await visit.encrypt(CHOICES);
  });
  afterEach(async () => {
    rehearsal.proxy.behaviour = {};
    await visit.end();
  });

  const statesOf = (deliveries: readonly Delivery[]): string =>
    deliveries.map(({ state }) => state).join(' ');

  /** Returns a proxy behaviour that applies `fate` to the first `times` requests to a path. */
  const firstRequests = (
    times: number,
    path: string,
    fate: ReturnType<NonNullable<ProxyBehaviour['before']>>,
  ): ProxyBehaviour => {
    let left = times;
    return {
      before: (passed) => {
        if (!passed.path.startsWith(path) || passed.method === 'OPTIONS') return undefined;
        left -= 1;
        return left >= 0 ? fate : undefined;
      },
    };
  };

  /**
   * Returns a proxy behaviour that loses the answer to a ballot, then applies `fate` to the later requests, numbered
   * from 1.
   */
  const afterLostAnswer = (
    fate: (request: number) => ReturnType<NonNullable<ProxyBehaviour['before']>>,
  ): ProxyBehaviour => {
    let requests = 0;
    return {
      before: ({ path, method }) => {
        if (path !== votingApi.castBallot.path || method === 'OPTIONS') return undefined;
        requests += 1;
        return requests <= 2 ? 'lose' : fate(requests - 2); // the browser itself retries once
      },
    };
  };

  test.each<[string, ReturnType<NonNullable<ProxyBehaviour['before']>>]>([
    ['the connection breaks before it arrives', 'drop'],
    ['the answer is lost', 'lose'],
    ['something before the server fails', { status: 502, body: new TextEncoder().encode('<html>') }],
    ['there are too many requests', { status: 429, body: json({ error: 'too-many', title }) }],
  ])('%s: it is sent again and recorded once', async (_, fate) => {
    const times = typeof fate === 'string' ? 3 : 2; // the browser itself retries once when a connection breaks
    rehearsal.proxy.behaviour = firstRequests(times, votingApi.castBallot.path, fate);
    expect(statesOf(await visit.cast())).toMatch(/^delivering( unknown)+ recorded$/);
  });

  test('the server is busy: the booth reports that nothing is recorded yet, and retries automatically', async () => {
    const busy = { status: 503, body: json({ error: 'busy', title }) };
    rehearsal.proxy.behaviour = firstRequests(2, votingApi.castBallot.path, busy);
    expect(statesOf(await visit.cast())).toMatch(/^delivering( waiting)+ recorded$/);
  });

  test('busy after a lost answer: the ballot may have arrived all the same', async () => {
    const busy = { status: 503, body: json({ error: 'busy', title }) };
    rehearsal.proxy.behaviour = afterLostAnswer((request) => (request === 1 ? busy : undefined));
    expect(statesOf(await visit.cast())).toMatch(/^delivering( unknown)+ recorded$/);
  });

  test('the session ends while the answer is lost: the board shows that the ballot arrived', async () => {
    const over = { status: 401, body: json({ error: 'ticket-over', title }) };
    rehearsal.proxy.behaviour = afterLostAnswer(() => over);
    expect(statesOf(await visit.cast())).toMatch(/^delivering( unknown)+ recorded$/);
  });

  test('the session is over from the start: refused, with the server’s code', async () => {
    const refusal = { status: 401, body: json({ error: 'ticket-over', title }) };
    rehearsal.proxy.behaviour = firstRequests(99, votingApi.castBallot.path, refusal);
    const deliveries = await visit.cast();
    expect(deliveries.at(-1)).toEqual({
      state: 'refused',
      fault: { code: 'ticket-over' },
    });
    rehearsal.proxy.behaviour = {};
    await visit.logIn(person); // the encrypted ballot is still there for the same credential
    expect(statesOf(await visit.cast())).toBe('delivering recorded');
  });
});
