import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ManifestContest } from '#crypto/manifest/schema.ts';
import { choicesOf, meaningOfChoices } from '../../voter-client/ballot/marking/choices.ts';
import {
  countIn,
  hasRoom,
  isComplete,
  meaningOf,
  noMarks,
  optionsOf,
  toggled,
} from '../../voter-client/ballot/marking/marks.ts';
import { exampleNames, loadExample } from '../election/examples.ts';

// Tests of the meaning of marks, on ballots of real elections.

const contestOf = (name: string): ManifestContest => loadExample(name).template.contests[0]!;
const presidency = contestOf('presidency-2024');
const judicial = contestOf('judicial');
const recall = contestOf('revocacion-2022');
const parties = (...marked: string[]) => ({ ...noMarks, marked });

describe('emblems', () => {
  test.each([
    [['pan'], 'pan'],
    [['pri', 'pan'], 'pan-pri'],
    [['prd', 'pri', 'pan'], 'pan-pri-prd'],
    [['morena', 'pt'], 'pt-morena'],
    [['mc'], 'mc'],
  ])('%j of one candidacy stand for one option', (marked, id) => {
    expect(meaningOf(presidency, parties(...marked))).toMatchObject({ kind: 'chosen', options: [{ id }] });
  });

  test.each([[['pan', 'pt']], [['pan', 'mc']], [['pan', 'pri', 'prd', 'mc']]])(
    '%j are a null vote',
    (marked) => {
      expect(meaningOf(presidency, parties(...marked))).toEqual({ kind: 'null', why: 'mix' });
    },
  );

  test('a combination that no option has is a null vote, or impossible where there is none', () => {
    const options = optionsOf(presidency).filter(({ id }) => id !== 'pan-prd');
    const without = { ...presidency, groups: [{ ...presidency.groups[0]!, options: [...options] }] };
    expect(meaningOf(without, parties('pan', 'prd'))).toEqual({ kind: 'null', why: 'mix' });
    expect(meaningOf({ ...without, specials: [] }, parties('pan', 'prd'))).toEqual({ kind: 'impossible' });
  });
});

describe('choices of their own', () => {
  const marks = { marked: [], specials: ['no-registrada'] };

  test('an unregistered candidacy, alone and with an emblem', () => {
    expect(meaningOf(presidency, marks)).toEqual({ kind: 'unregistered' });
    expect(meaningOf(presidency, { ...marks, marked: ['pan'] })).toEqual({ kind: 'null', why: 'mix' });
  });

  test('a null vote, with any other marks', () => {
    expect(meaningOf(presidency, { marked: ['pan'], specials: ['nulo'] })).toEqual({
      kind: 'null',
      why: 'chosen',
    });
    expect(meaningOf(judicial, { marked: ['m01'], specials: ['nulo'] })).toEqual({
      kind: 'null',
      why: 'chosen',
    });
  });
});

describe('several of many', () => {
  const [women] = judicial.groups;
  const five = ['m01', 'm02', 'm03', 'm04', 'm05'];

  test('up to the number of each group', () => {
    expect(countIn(women!, parties(...five, 'h01'))).toBe(5);
    expect(hasRoom(women!, parties(...five))).toBe(false);
    expect(hasRoom(women!, parties(...five.slice(1)))).toBe(true);
    expect(meaningOf(judicial, parties(...five, 'h01'))).toMatchObject({ kind: 'chosen' });
    expect(meaningOf(judicial, parties(...five, 'm06'))).toEqual({ kind: 'null', why: 'mix' });
  });

  test('fewer than a group asks for cannot be cast', () => {
    const strict = {
      ...judicial,
      blank: false,
      groups: judicial.groups.map((group) => ({ ...group, min: 1 })),
    };
    expect(meaningOf(strict, parties('m01'))).toEqual({ kind: 'impossible' });
  });
});

test('nothing marked is blank where that is allowed, else nothing yet', () => {
  expect(meaningOf(judicial, noMarks)).toEqual({ kind: 'blank' });
  expect(meaningOf(presidency, noMarks)).toEqual({ kind: 'empty' });
  expect(meaningOf(recall, noMarks)).toEqual({ kind: 'empty' });
  expect(() => choicesOf(presidency, { kind: 'empty' })).toThrow();
});

test('a mark is taken off by the same press', () => {
  expect(toggled(toggled([], 'a'), 'a')).toEqual([]);
});

test('choices say what was meant, and nothing that is cast breaks a rule of the ballot', () => {
  const contests = exampleNames().flatMap((name) => loadExample(name).template.contests);
  for (const contest of contests) {
    const ids =
      contest.kind === 'single'
        ? contest.parties.map(({ id }) => id)
        : optionsOf(contest).map(({ id }) => id);
    const marks = fc.record({
      marked: fc.subarray(ids, { maxLength: Math.min(ids.length, 6) }),
      specials: fc.subarray(contest.specials.map(({ id }) => id)),
    });
    fc.assert(
      fc.property(marks, (made) => {
        const meaning = meaningOf(contest, made);
        if (!isComplete(meaning)) return;
        const row = choicesOf(contest, meaning);
        const again = meaningOfChoices(contest, row);
        expect(again).toEqual(meaning.kind === 'null' ? { kind: 'null', why: 'chosen' } : meaning);
        const specials = row.slice(optionsOf(contest).length).filter(Boolean).length;
        let first = 0;
        for (const group of contest.groups) {
          const sum =
            row.slice(first, first + group.options.length).filter(Boolean).length + specials * group.max;
          expect(sum).toBeGreaterThanOrEqual(group.min);
          expect(sum).toBeLessThanOrEqual(group.max);
          first += group.options.length;
        }
      }),
    );
  }
});
