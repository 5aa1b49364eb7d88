import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Kind } from '#crypto/entry/kinds.ts';
import { assertStage, isCeremony, stageBegunBy, stages } from '#crypto/record/rules/entry-rules.ts';

const kinds: Record<string, readonly number[]> = {
  manifest: [],
  clock: [Kind.clock],
  build: [Kind.build],
  incident: [Kind.incident],
  'change of hours': [Kind.changeOfHours],
  'ceremony messages': Object.values(Kind).filter(isCeremony),
  credentials: [Kind.credentials],
  pool: [Kind.pool],
  revocation: [Kind.revocation],
  ballot: [Kind.ballot],
  'challenged ballot': [Kind.challenged],
  issue: [Kind.issue],
  'site closing': [Kind.siteClosing],
  'decryption share': [Kind.decryptionShare],
  opening: [Kind.opening],
  closing: [Kind.closing],
  admissions: [Kind.admissions],
  tally: [Kind.tally],
  result: [Kind.result],
};

/** Reads the rows of the table of stages in §8.8 of the spec. */
function rows(): { stage: string; belong: number[]; ending: number | undefined }[] {
  const spec = readFileSync(new URL('../../docs/spec/08-board.md', import.meta.url), 'utf8');
  const table = spec.slice(spec.indexOf('| stage | entries that belong to it'));
  return [...table.matchAll(/^\| ([\w-]+) \| ([^|]+) \| ?(\w*) ?\|$/gm)]

    .map(([, stage, names, ending]) => {
      const all = [
        ...names!.split(', ').map((name) => name.replace(/ \(.*/, '').trim()),
        ...(ending ? [ending] : []),
      ];
      return {
        stage: stage!.replace('-', ''),
        belong: all.flatMap((name) => kinds[name] ?? expect.fail(name)),
        ending: ending ? kinds[ending]?.[0] : undefined,
      };
    });
}

test('a stage accepts the entries of its row in §8.8, and ends with the one that the row names', () => {
  const table = rows();
  expect(table.map(({ stage }) => stage)).toEqual(stages);
  for (const [i, { belong, ending }] of table.entries()) {
    const position = { size: 2, stage: stages[i]!, ceremony: {}, acts: { isFull: () => false } };
    for (let kind = 0; kind < 256; kind += 1) {
      const entry = Uint8Array.of(kind);
      const accept = (): void => assertStage(entry, position);
      if (belong.includes(kind)) expect(accept, `kind ${kind}`).not.toThrow();
      else expect(accept, `kind ${kind}`).toThrow('not in this stage');
      const begun = stageBegunBy(entry);
      if (belong.includes(kind)) expect(begun).toBe(kind === ending ? stages[i + 1] : undefined);
    }
  }
});

test('the manifest is the first entry and no other; ceremony messages need a clock mark', () => {
  const start = { size: 0, stage: 'setup', ceremony: undefined, acts: { isFull: () => false } } as const;
  expect(() => assertStage(Uint8Array.of(Kind.manifest), start)).not.toThrow();
  expect(() => assertStage(Uint8Array.of(Kind.clock), start)).toThrow('not the manifest');
  expect(() => assertStage(Uint8Array.of(Kind.manifest), { ...start, size: 1 })).toThrow('not in this stage');
  expect(() => assertStage(Uint8Array.of(Kind.commit), { ...start, size: 1 })).toThrow('not in this stage');
  expect(() => assertStage(Uint8Array.of(Kind.clock), { ...start, size: 1 })).not.toThrow();
  const full = { ...start, size: 1, acts: { isFull: () => true } };
  expect(() => assertStage(Uint8Array.of(Kind.incident), full)).toThrow('no room');
});
