import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeBase64, decodeBase64 } from '#crypto/log/text.ts';
import { parseReceipt, encodeReceipt } from '#crypto/log/receipt.ts';
import { encodeClock } from '#crypto/record/office.ts';
import { signEntry } from '#crypto/entry/entry.ts';
import type { DemoVoter } from '#server/rehearsal/parties/voter.ts';
import type { Delivery, ReceiptedBallot } from '../../voter-client/contract/booth.ts';
import { formatReceiptFile } from '../../voter-client/board/receipt-file.ts';
import { hasChromium } from '../support/browser.ts';
import { entriesOf, ForgedBoard, realKeys, foreignLogKeys } from './support/boards.ts';
import type { ProxiedResponse, ProxyBehaviour } from './support/proxy.ts';
import { Rehearsal } from './support/rehearsal.ts';
import type { Visit } from './support/visit.ts';
import * as votingApi from '#server/api/voting.ts';
import { pathOf } from '#server/api/endpoint.ts';

// Tests with a server whose receipts prove nothing, or something else: the booth never reports such a ballot as
// recorded.

const CHOICES = [
  [0, 1, 0, 0, 0, 0],
  [1, 0, 0, 0, 0, 0],
];

interface Answer {
  readonly index: number;
  readonly entry: string;
  readonly receipt: string;
}
/** Function that makes a false answer, and the files of the board that match it. */
type Lie = (
  answer: Answer,
  before: readonly Uint8Array[],
) => Promise<Partial<Answer> & { readonly board?: ForgedBoard }>;

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytesOf = (value: string): Uint8Array => new TextEncoder().encode(value);
const changed = (receipt: string, change: (parsed: ReturnType<typeof parseReceipt>) => object): string => {
  const parsed = parseReceipt(bytesOf(receipt));
  return text(encodeReceipt({ ...parsed, ...change(parsed) }));
};

describe.skipIf(!hasChromium())('a server that lies in its receipts', () => {
  let rehearsal: Rehearsal;
  let visit: Visit;
  let person: DemoVoter;
  /** Answer of the server to an earlier voter. */
  let earlier: Answer;

  beforeAll(async () => {
    rehearsal = await Rehearsal.start({ people: 11 });
    await enter();
    await visit.encrypt(CHOICES);
    const end = (await visit.cast()).at(-1) as Extract<Delivery, { state: 'recorded' }>;
    earlier = end.receipted;
    await visit.end();
  });
  afterAll(() => rehearsal?.end());
  beforeEach(enter);
  afterEach(async () => {
    rehearsal.proxy.behaviour = {};
    await visit.end();
  });

  async function enter(): Promise<void> {
    person = rehearsal.nextPerson();
    visit = await rehearsal.visit();
    await visit.enter(person);
  }

  /** Makes the proxy change the answers to cast ballots and serve the files of `board`. */
  function lieWith(change: (answer: Answer) => Partial<Answer>, board?: ForgedBoard): void {
    const files = board?.files() ?? new Map<string, Uint8Array>();
    rehearsal.proxy.behaviour = {
      before: ({ path }) => {
        const body = files.get(path.replace('/board/', ''));
        return body && !path.endsWith('checkpoint') ? { status: 200, body } : undefined;
      },
      after: ({ path, method }, { status, body }) => {
        if (path !== votingApi.castBallot.path || method !== 'POST' || status !== 200) return undefined;
        const answer = JSON.parse(text(body)) as Answer;
        return { status, body: bytesOf(JSON.stringify({ ...answer, ...change(answer) })) };
      },
    };
  }

  test.each<[string, string, Lie]>([
    ['no receipt at all', 'receipt-form', async () => ({ receipt: 'c2sp.org/tlog-proof@v1\n' })],
    [
      'of a log of the same name',
      'receipt-log',
      async ({ entry }, before) => {
        const seed = crypto.getRandomValues(new Uint8Array(32));
        const board = new ForgedBoard(
          [...before, decodeBase64(entry)],
          foreignLogKeys(rehearsal.setting, seed),
        );
        return { index: before.length, receipt: text(board.receipt(before.length)) };
      },
    ],
    [
      'that too few witnesses have seen',
      'receipt-witnesses',
      async ({ receipt }) => ({
        receipt: changed(receipt, ({ checkpoint }) => ({
          checkpoint: bytesOf(`${text(checkpoint).split('\n').slice(0, -2).join('\n')}\n`),
        })),
      }),
    ],
    [
      'whose proof leads elsewhere',
      'receipt-inclusion',
      async ({ receipt }) => ({ receipt: changed(receipt, ({ proof }) => ({ proof: proof.toReversed() })) }),
    ],
    ['of another place', 'receipt-inclusion', async ({ index }) => ({ index: index - 1 })],
    [
      'of somebody else’s ballot',
      'receipt-other-entry',
      async () => ({ index: earlier.index, entry: earlier.entry, receipt: earlier.receipt }),
    ],
    [
      'of a log that contradicts the one that was seen',
      'receipt-fork',
      async ({ entry }, before) => {
        const { election, parties } = rehearsal.setting;
        const mark = await signEntry(parties.board, election.id, encodeClock(Math.floor(Date.now() / 1000)));
        // An early entry differs: the booth has seen it, but not always the last one, as the board's clock goes on.
        const fork = [...before.with(1, mark), decodeBase64(entry)];
        const board = new ForgedBoard(fork, realKeys(rehearsal.setting));
        return { index: fork.length - 1, receipt: text(board.receipt(fork.length - 1)), board };
      },
    ],
  ])('a receipt %s', async (_, code, lie) => {
    const before = await entriesOf(rehearsal.url);
    let answer: Answer | undefined;
    lieWith((own) => {
      answer = own;
      return { receipt: 'to be asked for again' };
    });
    await visit.encrypt(CHOICES);
    expect((await visit.cast()).at(-1)).toMatchObject({ state: 'refused', fault: { code: 'receipt-form' } });
    const { board, ...change } = await lie(answer!, before); // the same ballot gets the same answer
    lieWith(() => change, board);
    expect((await visit.cast()).at(-1)).toMatchObject({ state: 'refused', fault: { code } });
    rehearsal.proxy.behaviour = {};
    expect((await visit.cast()).at(-1)).toMatchObject({ state: 'recorded' });
  });

  test('another voter’s ballot in place of the own earlier one', async () => {
    const tracker = (await visit.lookUp(earlierTracker())) as { receipted: { trackerHex: string } };
    const { trackerHex } = tracker.receipted;
    rehearsal.proxy.behaviour = {
      before: ({ path }) =>
        path.startsWith(pathOf(votingApi.readCredential, { credential: '' }))
          ? {
              status: 200,
              body: bytesOf(
                JSON.stringify({ listed: true, revoked: false, voted: true, trackers: [trackerHex] }),
              ),
            }
          : undefined,
    };
    const other = await rehearsal.visit();
    await other.call('booth', 'open');
    await expect(other.logIn(person)).rejects.toThrow('receipt-other-entry');
    await other.end();
  });

  const earlierTracker = (): string => (earlier as Answer & { tracker: string }).tracker;

  test('a found ballot that is another, and an opened one that the board changed', async () => {
    const name = earlierTracker();
    rehearsal.proxy.behaviour = {
      after: ({ path }, { status, body }) => {
        if (!path.startsWith(pathOf(votingApi.findTracker, { tracker: '' })) || status !== 200)
          return undefined;
        const answer = JSON.parse(text(body)) as Answer;
        const entry = decodeBase64(answer.entry);
        const other = encodeBase64(entry.with(-1 + entry.length, entry.at(-1)! ^ 1));
        return { status, body: bytesOf(JSON.stringify({ ...answer, entry: other })) };
      },
    };
    expect(await visit.lookUp(name)).toMatchObject({ kind: 'false', fault: { code: 'receipt-other-entry' } });
    await visit.encrypt(CHOICES);
    rehearsal.proxy.behaviour = {};
    const opened = await visit.challenge();
    rehearsal.proxy.behaviour = {
      after: ({ path }, { status, body }) => {
        if (!path.startsWith(pathOf(votingApi.findTracker, { tracker: '' }))) return undefined;
        const answer = JSON.parse(text(body)) as Answer;
        const entry = decodeBase64(answer.entry);
        return {
          status,
          body: bytesOf(
            JSON.stringify({
              ...answer,
              entry: encodeBase64(entry.with(entry.length - 1, entry.at(-1)! ^ 1)),
            }),
          ),
        };
      },
    };
    expect(await visit.lookUp(opened.tracker)).toMatchObject({
      kind: 'false',
      fault: { code: 'receipt-inclusion' },
    });
  });

  test('a ballot that the board hides is missed by who has its receipt; no answer is no denial', async () => {
    const file = formatReceiptFile(earlier as ReceiptedBallot);
    const denial = { error: 'not-on-board', title: 'It is not there.' };
    const atTrackers = (fate: 'drop' | ProxiedResponse): ProxyBehaviour => ({
      before: ({ path }) =>
        path.startsWith(pathOf(votingApi.findTracker, { tracker: '' })) ? fate : undefined,
    });
    rehearsal.proxy.behaviour = atTrackers({ status: 404, body: bytesOf(JSON.stringify(denial)) });
    expect(await visit.lookUp(earlierTracker())).toEqual({ kind: 'absent' }); // a tracker alone proves nothing
    expect(await visit.checkReceipt(file)).toMatchObject({
      kind: 'withheld',
      receipted: { index: earlier.index },
    });
    for (const fate of ['drop', { status: 502, body: bytesOf('<html>') }] as const) {
      rehearsal.proxy.behaviour = atTrackers(fate);
      expect(await visit.lookUp(earlierTracker())).toEqual({ kind: 'unanswered' });
      expect(await visit.checkReceipt(file)).toMatchObject({ kind: 'cast' });
    }
  });
});
