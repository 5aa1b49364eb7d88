/** Valid requests to all routes, and random changes of their parts. @module */

import { concat, toHex, u32 } from '#crypto/bytes.ts';
import { deriveCredential } from '#crypto/credential.ts';
import { encodeElement } from '#crypto/group.ts';
import { provePossession } from '#crypto/proof/possession.ts';
import { parseBallot } from '#crypto/ballot/ballot.ts';
import { encodeChallenge } from '#crypto/ballot/challenge.ts';
import { signEntry } from '#crypto/entry/entry.ts';
import { encodeClosing, encodeCredentialList } from '#crypto/record/office.ts';
import { randomBytes } from '#crypto/random.ts';
import { signTicketRevocation } from '#server/api/ticket.ts';
import { encodeRequest } from '../security/raw.ts';
import { mutateBytes, mutateJson, mutateText } from './mutate.ts';
import type { Chance } from './random.ts';
import type { Targets } from './targets.ts';
import { miniChoices } from '../../negative/mini.ts';
import { pathOf } from '#server/api/endpoint.ts';
import * as votingApi from '#server/api/voting.ts';
import * as logInApi from '#server/api/log-in.ts';
import * as staffApi from '#server/api/staff.ts';

/** Valid request. */
interface Template {
  readonly to: 'registry' | 'voting';
  readonly method: string;
  readonly path: string;
  readonly bearer?: string;
  readonly json?: Readonly<Record<string, unknown>>;
  readonly octets?: Uint8Array;
}

export interface Shot {
  readonly to: 'registry' | 'voting';
  readonly bytes: Uint8Array;
  /** Whether the request is valid HTTP, so that it must get an answer. If not, the connection may end without one. */
  readonly isFramed: boolean;
}

export async function templatesOf(targets: Targets): Promise<Template[]> {
  return [...ofRegistry(targets), ...(await ofVoting(targets))];
}

function ofRegistry({ fixture, access, staff }: Targets): Template[] {
  const { election } = fixture;
  const post = (path: string, json: Template['json'], bearer?: string): Template => ({
    to: 'registry',
    method: 'POST',
    path,
    ...(json && { json }),
    ...(bearer !== undefined && { bearer }),
  });
  const get = (path: string, bearer: string): Template => ({ to: 'registry', method: 'GET', path, bearer });
  const own = access.map(
    ({
      voter,
      person,
      votingCode,
      link,
      logins: [atDigits, atCode, atCredential],
      code,
      challenge,
      session,
    }) => {
      const credential = deriveCredential(election.id, votingCode);
      const proof = provePossession(election.id, credential, Buffer.from(challenge, 'hex'));
      const reason = { person, reason: 'porque sí' };
      return [
        post(logInApi.startLogin.path, { link }),
        post(logInApi.checkMobile.path, { login: atDigits, digits: voter.mobile.slice(-4) }),
        post(logInApi.checkCode.path, { login: atCode, code }),
        post(logInApi.resendCode.path, { login: atCode }),
        post(logInApi.setUpApp.path, { login: atCredential }),
        post(logInApi.finishLogin.path, {
          login: atCredential,
          credential: toHex(encodeElement(credential.X)),
          proof: toHex(proof),
        }),
        post(logInApi.askForLink.path, { email: voter.email }),
        get(logInApi.readSession.path, session),
        post(logInApi.endSession.path, undefined, session),
        post(staffApi.search.path, { by: 'name', text: 'Per' }, staff),
        post(staffApi.readPerson.path, { person }, staff),
        post(staffApi.resendLink.path, reason, staff),
        post(staffApi.unlock.path, reason, staff),
        post(staffApi.endSessions.path, reason, staff),
        post(staffApi.reissue.path, reason, staff),
        post(
          staffApi.askChange.path,
          { ...reason, email: voter.email, mobile: voter.mobile, answers: 'todas bien' },
          staff,
        ),
        post(staffApi.decideChange.path, { change: person, release: true, reason: 'porque sí' }, staff),
      ];
    },
  );
  return [
    ...own.flat(),
    get(staffApi.askChange.path, staff),
    get(staffApi.countRoll.path, staff),
    post(staffApi.postAdmissions.path, undefined, staff),
    get('/openapi.json', staff),
    get('/outbox', staff),
  ];
}

async function ofVoting({ setting }: Targets): Promise<Template[]> {
  const { election, parties, voters, ticketSigner } = setting;
  const post = (path: string, octets: Uint8Array, bearer?: string): Template => ({
    to: 'voting',
    method: 'POST',
    path,
    octets,
    ...(bearer !== undefined && { bearer }),
  });
  const get = (path: string): Template => ({ to: 'voting', method: 'GET', path });
  const own = await Promise.all(
    voters.map(async (voter, i) => {
      const seed = randomBytes(32);
      const ballot = setting.ballot(voter, miniChoices, seed);
      const parsed = parseBallot(ballot, election);
      const ticket = await setting.ticket(voter);
      // Half of the voters cast and half challenge, because a challenged ballot cannot be cast.
      const opened = encodeChallenge(election, parsed, seed, miniChoices);
      return [
        i % 2 === 0
          ? post(votingApi.castBallot.path, ballot, ticket)
          : post(votingApi.challengeBallot.path, opened, ticket),
        get(pathOf(votingApi.findTracker, { tracker: toHex(parsed.tracker) })),
        get(pathOf(votingApi.readCredential, { credential: toHex(voter.X) })),
      ];
    }),
  );
  const list = encodeCredentialList({ style: 0, unit: 0, credentials: [voters[0]!.X] });
  const entries = [
    await signEntry(parties.registrar, election.id, list),
    await signEntry(parties.board, election.id, encodeClosing({ ballots: 0, challenged: 0 })),
  ];
  return [
    ...own.flat(),
    // These entries do not belong to the stage or are not signed by the required party.
    ...entries.map((entry) => post(votingApi.postEntry.path, concat(u32(entry.length), entry))),
    post(votingApi.revokeTicket.path, await signTicketRevocation(ticketSigner, election.id, randomBytes(16))),
    ...[
      votingApi.readStatus.path,
      '/openapi.json',
      '/board/checkpoint',
      '/board/tile/0/000',
      '/board/tile/entries/000',
      '/board/clock/1',
    ].map(get),
  ];
}

const TYPES = [
  'application/json',
  'application/octet-stream',
  'text/plain',
  'multipart/form-data; boundary=x',
  '',
  'application/json; charset=utf-7',
];
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND'];

/** Returns a random template with none, one or several of its parts changed. */
export function aim(templates: readonly Template[], chance: Chance): Shot {
  const template = chance.of(templates);
  const others = templates.flatMap(({ octets }) => (octets ? [octets] : []));
  const { to } = template;
  const isMutated = chance.is(0.9);
  const body = isMutated && chance.is(0.8) ? bodyOf(template, chance, others) : plainBody(template);
  const type = template.octets ? 'application/octet-stream' : 'application/json';
  const bearer = isMutated && chance.is(0.1) ? mutateText(template.bearer ?? 'A', chance) : template.bearer;
  const path = isMutated && chance.is(0.1) ? encodeURI(mutateText(template.path, chance)) : template.path;
  const headers = [
    ...(body ? [`content-type: ${isMutated && chance.is(0.05) ? chance.of(TYPES) : type}`] : []),
    ...(bearer === undefined ? [] : [`authorization: Bearer ${bearer.replaceAll(/[^\x21-\x7e]/g, '')}`]),
  ];
  const method = isMutated && chance.is(0.05) ? chance.of(METHODS) : template.method;
  const bytes = encodeRequest({
    method,
    path: path.startsWith('/') ? path : `/${path}`,
    headers,
    ...(body && { body }),
  });
  if (!isMutated || chance.is(0.9)) return { to, bytes, isFramed: true };
  const others2 = [
    bytes,
    Buffer.from('GET /status HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n'),
  ];
  return { to, bytes: mutateBytes(bytes, chance, others2), isFramed: false };
}

const plainBody = ({ json, octets }: Template): Uint8Array | undefined =>
  octets ?? (json && Buffer.from(JSON.stringify(json)));

function bodyOf(
  { json, octets }: Template,
  chance: Chance,
  others: readonly Uint8Array[],
): Uint8Array | undefined {
  if (octets) return mutateBytes(octets, chance, others);
  return json ? mutateJson(json, chance) : chance.is(0.1) ? chance.bytes(chance.below(100)) : undefined;
}
