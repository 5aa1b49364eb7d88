/** Small valid manifest with deterministic keys (spec chapter 04). @module */
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { toHex, u32 } from '../../../verifier/crypto/bytes.ts';
import { G, fromLittleEndian, mod, type Scalar } from '../../../verifier/crypto/group.ts';

export function seed(name: string): Uint8Array {
  return sha256(new TextEncoder().encode(name));
}

export function p256Key(name: string): string {
  return toHex(p256.getPublicKey(seed(name), true));
}

export function encryptionSecret(trustee: number): Scalar {
  return mod(fromLittleEndian(seed(`encryption ${trustee}`)));
}

export function keyId(name: string, type: number, key: Uint8Array): Uint8Array {
  return sha256(Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(type), key])).subarray(0, 4);
}

/** Makes a verification key with this name and the key that is derived from the name, or from `keyOf`. */
export function vkey(name: string, type: 1 | 4, keyOf: string = name): string {
  const key = ed25519.getPublicKey(seed(keyOf));
  const typed = Buffer.concat([Buffer.of(type), key]).toString('base64');
  return `${name}+${toHex(keyId(name, type, key))}+${typed}`;
}

export const origin = 'board.example/test';
export const witnesses = ['witness.example/1', 'witness.example/2', 'witness.example/3'];

const text = (en: string): { es: string; en: string } => ({ es: en, en });

export interface TestSite {
  code: string;
  name: { es: string; en: string };
  key: string;
  zone: string;
  starts: string;
  ends: string;
  graceSeconds: number;
  deliverySeconds: number;
  walkIns: number;
  moves: boolean;
}

export function candidate(i: number) {
  return {
    name: text(`Trustee ${i}`),
    signingKey: p256Key(`trustee ${i}`),
    encryptionKey: toHex(G.times(encryptionSecret(i)).bytes),
  };
}

/**
 * Makes a manifest with two contests, two styles, three units, and three trustees out of four candidates. Two of
 * the authority's three keys sign. Nobody votes in person.
 */
export function goodManifest() {
  return {
    suite: 'SIVEI-RISTRETTO255-SHA512-V2',
    id: 'test',
    title: text('Test'),
    rehearsal: true,
    authority: { name: text('Authority'), keys: [0, 1, 2].map((i) => p256Key(`authority ${i}`)), quorum: 2 },
    registrar: { name: text('Registrar'), key: p256Key('registrar') },
    board: { name: text('Board'), key: p256Key('board'), origin, logKey: vkey(origin, 1) },
    witnesses: { quorum: 2, keys: witnesses.map((name) => vkey(name, 4)) },
    stages: [
      {
        id: 'ceremony',
        title: text('Ceremony'),
        starts: '2026-01-01T00:00:00-06:00',
        ends: '2026-01-02T00:00:00-06:00',
      },
      {
        id: 'voting',
        title: text('Voting'),
        starts: '2026-01-10T08:00:00-06:00',
        ends: '2026-01-10T18:00:00-06:00',
      },
      {
        id: 'count',
        title: text('Count'),
        starts: '2026-01-10T18:30:00-06:00',
        ends: '2026-01-11T18:30:00-06:00',
      },
    ],
    zone: 'America/Mexico_City',
    graceSeconds: 600,
    extensionSeconds: 7200,
    silenceSeconds: 3600,
    trustees: {
      threshold: 2,
      count: 3,
      candidates: [1, 2, 3, 4].map(candidate),
    },
    revoting: 'last',
    smallUnit: 2,
    units: [
      { code: '01', name: 'One' },
      { code: '02', name: 'Two' },
      { code: '03', name: 'Three' },
    ],
    sites: [] as TestSite[],
    contests: [
      {
        id: 'office',
        title: text('Office'),
        kind: 'single',
        blank: false,
        parties: [
          { id: 'a', name: 'A' },
          { id: 'b', name: 'B' },
          { id: 'c', name: 'C' },
        ],
        candidacies: [
          { id: 'ab', name: 'Ana', parties: ['a', 'b'] },
          { id: 'c', name: 'Carla', parties: ['c'] },
        ],
        groups: [
          {
            id: 'all',
            title: text('All'),
            min: 1,
            max: 1,
            options: [
              { id: 'a', title: text('A'), candidacy: 'ab' as string | null, parties: ['a'] },
              { id: 'b', title: text('B'), candidacy: 'ab', parties: ['b'] },
              { id: 'c', title: text('C'), candidacy: 'c', parties: ['c'] },
              { id: 'a-b', title: text('A + B'), candidacy: 'ab', parties: ['a', 'b'] },
            ],
          },
        ],
        specials: [
          { id: 'other', kind: 'unregistered', title: text('Other') },
          { id: 'void', kind: 'null', title: text('Null') },
        ],
      },
      {
        id: 'seats',
        title: text('Seats'),
        kind: 'select',
        blank: true,
        parties: [] as { id: string; name: string }[],
        candidacies: [] as { id: string; name: string; parties: string[] }[],
        groups: [
          {
            id: 'first',
            title: text('First'),
            min: 0,
            max: 2,
            options: ['x', 'y', 'z'].map((id) => ({
              id,
              title: text(id),
              candidacy: null as string | null,
              parties: [] as string[],
            })),
          },
          {
            id: 'second',
            title: text('Second'),
            min: 0,
            max: 1,
            options: ['v', 'w'].map((id) => ({
              id,
              title: text(id),
              candidacy: null as string | null,
              parties: [] as string[],
            })),
          },
        ],
        specials: [{ id: 'void', kind: 'null', title: text('Null') }],
      },
    ],
    styles: [
      { id: 'full', title: text('Full'), contests: ['office', 'seats'], units: ['01', '02'] },
      { id: 'office', title: text('Office only'), contests: ['office'], units: ['02', '03'] },
    ],
  };
}

export type TestManifest = ReturnType<typeof goodManifest>;

export function printManifest(manifest: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`);
}

export function u32s(...values: number[]): Uint8Array {
  return Buffer.concat(values.map(u32));
}
