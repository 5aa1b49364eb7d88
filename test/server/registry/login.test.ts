import { afterAll, beforeAll, expect, test } from 'vitest';
import { Fixture, voters, type Voter } from './fixture.ts';

let fixture: Fixture;
let people: Voter[];

beforeAll(async () => {
  fixture = await Fixture.start();
  people = voters(fixture, 12);
  await fixture.import(people.map((voter) => voter.row()));
  await fixture.issue();
});
afterAll(() => fixture.stop());

test('smoke', async () => {
  fixture.open();
  const admitted = await people[0]!.logIn();
  expect(admitted.notAfter).toBe(fixture.now + 1800);
});
