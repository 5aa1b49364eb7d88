import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { concat, equalBytes, fromHex, utf8 } from '#crypto/bytes.ts';
import {
  encodeAbsence,
  encodeAnswer,
  encodeCertificate,
  encodeCommit,
  encodeComplaint,
  encodeDeal,
  encodeReveal,
  encodeSeal,
  encodeShareCheck,
  parseAbsence,
  parseAnswer,
  parseCertificate,
  parseCommit,
  parseComplaint,
  parseDeal,
  parseReveal,
  parseSeal,
  parseShareCheck,
} from '#crypto/ceremony/messages.ts';
import { deriveCredential, credentialId } from '#crypto/credential.ts';
import { encodeElement } from '#crypto/group.ts';
import { parseManifest } from '#crypto/manifest/election.ts';
import { parseBallot, printTracker } from '#crypto/ballot/ballot.ts';
import { parseChallenge } from '#crypto/ballot/challenge.ts';
import { checkEntrySignature, signatureLength, SIGNATURE_LENGTH } from '#crypto/entry/entry.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import {
  encodeIssue,
  encodePool,
  encodeSiteClosing,
  parseIssue,
  parsePool,
  parseSiteClosing,
} from '#crypto/record/in-person.ts';
import {
  encodeAdmissions,
  encodeClock,
  encodeClosing,
  encodeCredentialList,
  encodeManifestEntry,
  encodeOpening,
  encodeResultEntry,
  encodeRevocation,
  encodeShareEntry,
  encodeTallyEntry,
  parseAdmissions,
  parseClock,
  parseClosing,
  parseCredentialList,
  parseManifestEntry,
  parseOpening,
  parseResultEntry,
  parseRevocation,
  parseShareEntry,
  parseTallyEntry,
} from '#crypto/record/office.ts';
import {
  encodeBuild,
  encodeChangeOfHours,
  encodeIncident,
  parseBuild,
  parseChangeOfHours,
  parseIncident,
} from '#crypto/record/acts.ts';
import { signerOf } from '#crypto/record/rules/entry-rules.ts';

const vectors = JSON.parse(readFileSync(new URL('../vectors/messages.json', import.meta.url), 'utf8')) as {
  manifest: string;
  E: string;
  messages: { name: keyof typeof Kind; kind: number; entry: string }[];
  voting: Record<string, string>;
};
const bytesOf = (hex: string): Uint8Array => fromHex(hex, hex.length / 2);
const election = parseManifest(utf8(vectors.manifest));
const { threshold: t, trusteeCount: n, authority } = election;

/** Functions that parse an entry and encode it again, by kind of the signed entry. */
const again: Partial<Record<keyof typeof Kind, (entry: Uint8Array) => Uint8Array>> = {
  manifest: (entry) => encodeManifestEntry(parseManifestEntry(entry, authority)),
  clock: (entry) => encodeClock(parseClock(entry)),
  commit: (entry) => encodeCommit(parseCommit(entry)),
  reveal: (entry) => encodeReveal(parseReveal(entry, t)),
  deal: (entry) => encodeDeal(parseDeal(entry, n)),
  certify: (entry) => encodeCertificate(parseCertificate(entry)),
  complain: (entry) => encodeComplaint(parseComplaint(entry)),
  answer: (entry) => encodeAnswer(parseAnswer(entry)),
  absence: (entry) => encodeAbsence(parseAbsence(entry, authority)),
  shareCheck: (entry) => encodeShareCheck(parseShareCheck(entry)),
  seal: (entry) => encodeSeal(parseSeal(entry)),
  credentials: (entry) => encodeCredentialList(parseCredentialList(entry)),
  pool: (entry) => encodePool(parsePool(entry)),
  issue: (entry) => encodeIssue(parseIssue(entry)),
  siteClosing: (entry) => encodeSiteClosing(parseSiteClosing(entry)),
  revocation: (entry) => encodeRevocation(parseRevocation(entry)),
  build: (entry) => encodeBuild(parseBuild(entry, authority)),
  incident: (entry) => encodeIncident(parseIncident(entry, authority)),
  changeOfHours: (entry) => encodeChangeOfHours(parseChangeOfHours(entry, authority)),
  opening: (entry) => encodeOpening(parseOpening(entry, election)),
  closing: (entry) => encodeClosing(parseClosing(entry, authority)),
  admissions: (entry) => encodeAdmissions(parseAdmissions(entry, election)),
  tally: (entry) => encodeTallyEntry(parseTallyEntry(entry)),
  decryptionShare: (entry) => {
    const { trustee, share } = parseShareEntry(entry);
    return encodeShareEntry(trustee, share);
  },
  result: (entry) => encodeResultEntry(parseResultEntry(entry, authority)),
};

describe.each(vectors.messages.filter(({ name }) => again[name]))('$name', ({ name, kind, entry: hex }) => {
  const entry = bytesOf(hex);
  const roundTrip = again[name]!;

  test('encoding inverts parsing', () => {
    expect(entry[0]).toBe(kind);
    const key = signerOf(election, entry); // undefined for those of sites, which this manifest does not have
    const signatures = key ? signatureLength(key) : SIGNATURE_LENGTH;
    expect(equalBytes(roundTrip(entry), entry.subarray(0, -signatures))).toBe(true);
  });

  test('a byte more, a byte less, another kind are refused', () => {
    expect(() => roundTrip(concat(entry, Uint8Array.of(0)))).toThrow();
    expect(() => roundTrip(entry.subarray(0, -1))).toThrow();
    expect(() => roundTrip(concat(Uint8Array.of(kind ^ 0x80), entry.subarray(1)))).toThrow('another kind');
  });
});

test('every kind has a vector, and every signed one is tested', () => {
  expect(vectors.messages.map(({ kind }) => kind)).toEqual(Object.values(Kind));
  const unsigned = ['ballot', 'challenged'];
  expect(Object.keys(again).toSorted()).toEqual(
    Object.keys(Kind)
      .filter((name) => !unsigned.includes(name))
      .toSorted(),
  );
});

test('signatures are bound to the election, the kind and every byte', () => {
  const entry = bytesOf(vectors.messages.find(({ name }) => name === 'opening')!.entry);
  expect(checkEntrySignature(authority, election.id, entry)).toBe(true);
  expect(checkEntrySignature(election.registrarKey, election.id, entry)).toBe(false);
  expect(checkEntrySignature(authority, new Uint8Array(32), entry)).toBe(false);
  for (let at = 0; at < entry.length; at++) {
    const changed = Uint8Array.from(entry);
    changed[at]! ^= 1;
    expect(checkEntrySignature(authority, election.id, changed)).toBe(false);
  }
});

test('a high s is refused though the equation holds', () => {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const entry = bytesOf(vectors.messages.find(({ name }) => name === 'opening')!.entry);
  const s = BigInt(`0x${Buffer.from(entry.subarray(-32)).toString('hex')}`);
  const high = Buffer.from((order - s).toString(16).padStart(64, '0'), 'hex');
  expect(checkEntrySignature(authority, election.id, concat(entry.subarray(0, -32), high))).toBe(false);
});

test('what people see follows from the bytes', () => {
  const { voting } = vectors;
  const credential = deriveCredential(election.id, voting['code']!);
  expect(encodeElement(credential.X)).toEqual(bytesOf(voting['credential']!));
  expect(credentialId(election.id, credential.X)).toBe(voting['shortId']);
  const ballot = parseBallot(bytesOf(voting['ballot']!), election);
  expect(printTracker(ballot.tracker)).toBe(voting['printedTracker']);
  expect(parseChallenge(bytesOf(voting['challenged']!), election).tracker).toEqual(ballot.tracker);
});
