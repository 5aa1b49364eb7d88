import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { compareBytes, toHex } from '#crypto/bytes.ts';
import { credentialId } from '#crypto/credential.ts';
import { decodeElement } from '#crypto/group.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { parseRevocation } from '#crypto/record/office.ts';
import { issueCredentials } from '#server/registry/issue/issue.ts';
import { withIssueLock } from '#server/registry/issue/lock.ts';
import { countHeld, holdMessages, releaseMessages } from '#server/registry/outbox/release.ts';
import { reissue } from '#server/registry/issue/reissue.ts';
import { program } from '../../support/program.ts';
import { Fixture, Voter, voters } from './fixture.ts';
import { HANG_MS } from '../../support/hang.ts';
import * as votingApi from '#server/api/voting.ts';
import * as logInApi from '#server/api/log-in.ts';

let fixture: Fixture;

beforeAll(async () => {
  fixture = await Fixture.start();
});
beforeEach(() => fixture.reset());
afterAll(() => fixture.stop());

/** Checks the invariant after each run: everybody has one valid credential, and the board lists exactly these. */
async function checkIssued(people: number): Promise<void> {
  const { vault } = fixture.services;
  const { rows } = await fixture.pool.query<{
    person: string;
    sealed: Buffer;
    listed: boolean;
    revoked: boolean;
  }>('select person, sealed, listed, revoked from registry.credential');
  const live = rows.filter(({ revoked }) => !revoked);
  expect(live).toHaveLength(people);
  expect(new Set(live.map(({ person }) => person)).size).toBe(people);
  expect(live.every(({ listed }) => listed)).toBe(true);
  const own = await Promise.all(
    live.map(async (row) => toHex(await vault.open('credential', row.person, row.sealed))),
  );
  const onBoard = [...fixture.voting.listed].filter((X) => !fixture.voting.revoked.has(X));
  expect(onBoard.toSorted()).toEqual(own.toSorted());
}

test('gives each internet voter a credential, by style and unit, in an order that says nothing', async () => {
  const people = voters(fixture, 9);
  const kinds = [
    ['09', 'completa'],
    ['20', 'completa'],
    ['20', 'local'],
  ] as const;
  await fixture.import([
    ...people.map((voter, i) => voter.row(...kinds[i % 3]!)),
    'PAPEL,Por correo,09,completa,postal,,',
  ]);
  await fixture.issue();
  await checkIssued(9);
  const { lists } = fixture.voting;
  const places = lists.map(({ style, unit, credentials }) => `${style} ${unit}: ${credentials.length}`);
  expect(places.toSorted()).toEqual(['0 0: 3', '0 1: 3', '1 1: 3']);
  for (const { credentials } of lists) expect(credentials.toSorted(compareBytes)).toEqual(credentials);
  // The code that was sent yields the credential that was listed.
  for (const voter of people) expect(fixture.voting.listed).toContain(toHex(await voter.X()));
});

test('sends link and code apart, with the fingerprint and the short id, and keeps neither', async () => {
  const [voter] = voters(fixture, 1) as [Voter];
  await fixture.import([voter.row()]);
  await fixture.issue();
  const sent = (await fixture.outbox()).filter(({ to }) => to === voter.email);
  expect(sent).toHaveLength(2);
  const [link, code] = [await voter.link(), await voter.code()];
  expect(sent.filter(({ text }) => text.includes(link))).toHaveLength(1);
  expect(sent.filter(({ text }) => text.includes(code))).toHaveLength(1);
  expect(sent.some(({ text }) => text.includes(link) && text.includes(code))).toBe(false);
  const invitation = sent.find(({ text }) => text.includes(link))!.text;
  expect(invitation).toContain(`https://booth.example/entrar#${link}`);
  expect(invitation.replaceAll(/\s/g, '')).toContain(toHex(fixture.election.id));
  expect(invitation).toContain(credentialId(fixture.election.id, decodeElement(await voter.X())));
  expect((await fixture.pool.query('select from registry.message')).rowCount).toBe(0);
});

test('may be repeated, and takes those who came later', async () => {
  await fixture.import(voters(fixture, 3).map((voter) => voter.row()));
  await fixture.issue();
  const entries = fixture.voting.entries.length;
  expect(await issueCredentials(fixture.services)).toEqual({ people: 0, lists: 0 });
  expect(fixture.voting.entries).toHaveLength(entries);
  await fixture.import(voters(fixture, 2, 10).map((voter) => voter.row()));
  expect(await issueCredentials(fixture.services)).toEqual({ people: 2, lists: 1 });
  await checkIssued(5);
});

test('is refused once the voting is open, or while another issue runs', async () => {
  await fixture.import(voters(fixture, 1).map((voter) => voter.row()));
  await withIssueLock(fixture.services.pool, async () => {
    await expect(issueCredentials(fixture.services)).rejects.toMatchObject({ code: 'issue-running' });
  });
  fixture.voting.stage = 'open';
  await expect(issueCredentials(fixture.services)).rejects.toMatchObject({ code: 'only-before-opening' });
  expect((await fixture.pool.query('select from registry.credential')).rowCount).toBe(0);
});

describe('the messages of an issue', () => {
  const sent = async (): Promise<number> => {
    await fixture.registry.drain();
    return (await fixture.outbox()).length;
  };
  const journal = async (): Promise<unknown[]> =>
    (
      await fixture.pool.query(
        `select operator, action, reason from registry.journal where action in ('release', 'hold')
         order by at desc, reason desc limit 1`,
      )
    ).rows;

  test('wait until an operator releases them, also those of a later issue; and can be stopped', async () => {
    await fixture.import(voters(fixture, 2).map((voter) => voter.row()));
    await issueCredentials(fixture.services);
    expect(await sent()).toBe(0);
    expect(await countHeld(fixture.pool)).toEqual([
      { kind: 'code', messages: 2 },
      { kind: 'link', messages: 2 },
    ]);
    fixture.now += 1;
    expect(await releaseMessages(fixture.services, 'olga')).toBe(4);
    expect(await journal()).toEqual([{ operator: 'olga', action: 'release', reason: 'messages 4' }]);
    fixture.now += 1;
    expect(await holdMessages(fixture.services, 'olga')).toBe(4);
    expect(await journal()).toEqual([{ operator: 'olga', action: 'hold', reason: 'messages 4' }]);
    expect(await sent()).toBe(0);
    await releaseMessages(fixture.services, 'olga');
    expect(await sent()).toBe(4);

    await fixture.import(voters(fixture, 1, 10).map((voter) => voter.row()));
    await issueCredentials(fixture.services);
    expect(await sent()).toBe(4);
    await releaseMessages(fixture.services, 'olga');
    expect(await sent()).toBe(6);
  });

  test('wait while those that follow an act of one person go: a link, a code, a notice, a new credential', async () => {
    const [ana, eva] = voters(fixture, 2) as [Voter, Voter];
    await fixture.import([ana.row(), eva.row()]);
    await issueCredentials(fixture.services);
    await fixture.post(logInApi.askForLink.path, { email: ana.email });
    expect(await sent()).toBe(1);
    fixture.now = fixture.election.opens;
    const { body } = await fixture.post(logInApi.startLogin.path, { link: await ana.link() });
    await fixture.post(logInApi.checkMobile.path, { login: body.login, digits: ana.mobile.slice(-4) });
    expect(await sent()).toBe(2);
    await reissue(fixture.services, await eva.person());
    expect(await sent()).toBe(4);
    expect(await countHeld(fixture.pool)).toEqual([
      { kind: 'code', messages: 1 },
      { kind: 'link', messages: 1 },
    ]);
  });
});

describe('breaks off', () => {
  test('when the answer to a list is lost: the same list is not posted twice', async () => {
    await fixture.import(voters(fixture, 4).map((voter) => voter.row()));
    let lost = 0;
    fixture.voting.after = (path) => {
      if (path === votingApi.postEntry.path && lost++ < 1) throw new Error('lost');
    };
    await fixture.issue();
    expect(lost).toBe(2);
    expect(fixture.voting.lists).toHaveLength(1);
    await checkIssued(4);
  });

  test('when no answer to a list comes at all: the next issue finds it on the board', async () => {
    await fixture.import(voters(fixture, 4).map((voter) => voter.row()));
    fixture.voting.after = (path) => {
      if (path === votingApi.postEntry.path) throw new Error('lost');
    };
    await expect(issueCredentials(fixture.services)).rejects.toMatchObject({ code: 'voting-unreachable' });
    await fixture.registry.drain();
    expect(await fixture.outbox()).toEqual([]); // no message is sent before all is published
    fixture.voting.after = () => undefined;
    await fixture.issue();
    expect(fixture.voting.lists).toHaveLength(1);
    await checkIssued(4);
    expect(await fixture.outbox()).toHaveLength(8);
  });

  const killed: ChildProcess[] = [];
  afterAll(() => killed.forEach((child) => child.kill('SIGKILL')));

  async function issueElsewhere(): Promise<ChildProcess> {
    const config = join(fixture.directory, 'config.json');
    await writeFile(config, JSON.stringify(fixture.config), { mode: 0o600 });
    const child = spawn(
      process.execPath,
      [...program('server/registry/cli.ts'), '--config', config, '--lang', 'en', 'issue'],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    killed.push(child);
    return child;
  }

  test('by a kill while credentials are made, and by one while lists are on their way', async () => {
    const people = voters(fixture, 700);
    await fixture.import(people.map((voter, i) => voter.row(i % 2 === 0 ? '09' : '20')));
    const first = await issueElsewhere();
    const ended = once(first, 'exit');
    await vi.waitUntil(
      async () => (await fixture.pool.query('select from registry.credential limit 1')).rowCount === 1,
      { timeout: HANG_MS, interval: 20 },
    );
    first.kill('SIGKILL');
    await ended;
    const { rowCount } = await fixture.pool.query('select from registry.credential');
    expect(rowCount).toBe(512); // a batch is atomic
    expect(fixture.voting.entries).toHaveLength(0);

    const second = await issueElsewhere();
    const gone = once(second, 'exit');
    fixture.voting.after = (path) => {
      if (path !== votingApi.postEntry.path) return;
      second.kill('SIGKILL');
      throw new Error('lost');
    };
    await gone;
    fixture.voting.after = () => undefined;
    expect(fixture.voting.lists).toHaveLength(1);

    const third = await issueElsewhere();
    let said = '';
    third.stdout!.on('data', (chunk) => (said += chunk));
    const [code] = await once(third, 'exit');
    expect(code).toBe(0);
    expect(said).toContain('Issued now: 0 credentials; published: 2 lists.');
    expect(fixture.voting.lists.map(({ credentials }) => credentials.length)).toEqual([350, 350]);
    await checkIssued(700);
    fixture.now = Math.ceil(Date.now() / 1000); // the earlier times came from the real clock
    await releaseMessages(fixture.services, 'una operadora');
    await fixture.registry.drain();
    expect(await fixture.outbox()).toHaveLength(1400);
    const [voter] = people as [Voter];
    expect(fixture.voting.listed).toContain(toHex(await voter.X()));
  });
});

describe('a new credential for one person', () => {
  let people: Voter[];
  beforeEach(async () => {
    people = voters(fixture, 3);
    await fixture.import(people.map((voter) => voter.row()));
    await fixture.issue();
  });

  test('comes after the old one is revoked on the board', async () => {
    const [voter] = people as [Voter];
    const [before, oldLink] = [await voter.X(), await voter.link()];
    await reissue(fixture.services, await voter.person());
    const after = await voter.X();
    expect(toHex(after)).not.toBe(toHex(before));
    const [revocation, list] = fixture.voting.entries.slice(-2) as [Uint8Array, Uint8Array];
    expect(parseRevocation(revocation).cause).toBe(1);
    expect(list[0]).toBe(Kind.credentials);
    expect(fixture.voting.revoked).toContain(toHex(before));
    await checkIssued(3);
    fixture.open();
    expect((await fixture.post(logInApi.startLogin.path, { link: oldLink })).body.error).toBe('link-unknown');
    await voter.logIn();
  });

  test('is given by the next issue if it broke off in between', async () => {
    const [voter] = people as [Voter];
    const before = await voter.X();
    let entries = 0;
    fixture.voting.before = (path) => {
      if (path === votingApi.postEntry.path && ++entries > 1) throw new Error('gone');
    };
    await expect(reissue(fixture.services, await voter.person())).rejects.toMatchObject({
      code: 'voting-unreachable',
    });
    fixture.voting.before = () => undefined;
    expect(fixture.voting.revoked).toEqual(new Set([toHex(before)]));
    await fixture.issue();
    await checkIssued(3);
  });

  test('does not post the revocation twice when its answer is lost', async () => {
    const [voter] = people as [Voter];
    fixture.voting.after = (path) => {
      if (path === votingApi.postEntry.path) throw new Error('lost');
    };
    await expect(reissue(fixture.services, await voter.person())).rejects.toBeDefined();
    fixture.voting.after = () => undefined;
    await reissue(fixture.services, await voter.person());
    expect(fixture.voting.entries.filter((entry) => entry[0] === Kind.revocation)).toHaveLength(1);
    await checkIssued(3);
  });

  test('is refused once the voting is open', async () => {
    fixture.open();
    const person = await people[0]!.person();
    await expect(reissue(fixture.services, person)).rejects.toMatchObject({ code: 'only-before-opening' });
    expect(fixture.voting.revoked.size).toBe(0);
  });
});
