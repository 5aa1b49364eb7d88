/** Entry kinds: byte, name, stages, and the position of a blob reference (spec §8.4, §8.8). @module */
import type { Sentence } from '../findings/sentences/sentence.ts';

export type Stage = 'set-up' | 'open' | 'closed' | 'admitted' | 'tallied' | 'finished';

export interface EntryKind {
  /** First byte of the entry. */
  readonly byte: number;
  /** Name for people. */
  readonly label: Sentence;
  /** Stages in which the entry may occur (§8.8). */
  readonly stages: readonly Stage[];
  /** Stage that starts with the entry, if the entry ends a stage. */
  readonly nextStage?: Stage;
  /** Present if the kind is unknown in an election without sites (chapter 11). */
  readonly onlyWithSites?: true;
  /** Number of bytes of the body before its blob reference, if it has one. */
  readonly blobOffset?: number;
}

const always = ['set-up', 'open', 'closed', 'admitted', 'tallied', 'finished'] as const;
const setUp = ['set-up'] as const;
const open = ['open'] as const;

// prettier-ignore
export const kinds = {
  manifest: { byte: 0x01, label: { es: 'un manifiesto', en: 'a manifest' }, stages: [], blobOffset: 0 }, // index 0 only
  clock: { byte: 0x02, label: { es: 'una marca de tiempo', en: 'a clock mark' }, stages: always },
  build: { byte: 0x03, label: { es: 'una declaración de programas', en: 'a build' }, stages: ['set-up', 'open'], blobOffset: 8 },
  incident: { byte: 0x04, label: { es: 'un incidente', en: 'an incident' }, stages: always, blobOffset: 8 },
  changeOfHours: { byte: 0x07, label: { es: 'un cambio de horario', en: 'a change of hours' }, stages: ['set-up', 'open'] },
  commit: { byte: 0x10, label: { es: 'un compromiso', en: 'a commit' }, stages: setUp },
  reveal: { byte: 0x11, label: { es: 'una revelación', en: 'a reveal' }, stages: setUp },
  deal: { byte: 0x12, label: { es: 'un reparto', en: 'a deal' }, stages: setUp },
  certificate: { byte: 0x13, label: { es: 'un certificado', en: 'a certificate' }, stages: setUp },
  complaint: { byte: 0x14, label: { es: 'una queja', en: 'a complaint' }, stages: setUp },
  answer: { byte: 0x15, label: { es: 'una respuesta', en: 'an answer' }, stages: setUp },
  absence: { byte: 0x16, label: { es: 'una ausencia', en: 'an absence' }, stages: setUp },
  shareCheck: { byte: 0x17, label: { es: 'una prueba de parte', en: 'a share check' }, stages: setUp },
  seal: { byte: 0x18, label: { es: 'un sello', en: 'a seal' }, stages: setUp },
  credentialList: { byte: 0x20, label: { es: 'una lista de credenciales', en: 'a credential list' }, stages: setUp },
  revocation: { byte: 0x21, label: { es: 'una revocación', en: 'a revocation' }, stages: ['set-up', 'open'] },
  issue: { byte: 0x22, label: { es: 'una entrega de credencial', en: 'an issue' }, stages: open, onlyWithSites: true },
  pool: { byte: 0x23, label: { es: 'una reserva de credenciales', en: 'a pool' }, stages: setUp, onlyWithSites: true },
  opening: { byte: 0x31, label: { es: 'una apertura', en: 'an opening' }, stages: setUp, nextStage: 'open' },
  closing: { byte: 0x32, label: { es: 'un cierre', en: 'a closing' }, stages: open, nextStage: 'closed' },
  admissions: { byte: 0x33, label: { es: 'unas admisiones', en: 'admissions' }, stages: ['closed'], nextStage: 'admitted' },
  siteClosing: { byte: 0x34, label: { es: 'un cierre de sitio', en: 'a site closing' }, stages: open, onlyWithSites: true, blobOffset: 2 + 4 + 4 },
  ballot: { byte: 0x40, label: { es: 'un voto', en: 'a ballot' }, stages: open },
  challengedBallot: { byte: 0x41, label: { es: 'un voto de prueba', en: 'a challenged ballot' }, stages: open },
  tally: { byte: 0x50, label: { es: 'una suma cifrada', en: 'an encrypted tally' }, stages: ['admitted'], nextStage: 'tallied', blobOffset: 0 },
  decryptionShare: { byte: 0x51, label: { es: 'un descifrado parcial', en: 'a decryption share' }, stages: ['tallied'], blobOffset: 1 },
  result: { byte: 0x52, label: { es: 'un resultado', en: 'a result' }, stages: ['tallied'], nextStage: 'finished', blobOffset: 0 },
} as const satisfies Readonly<Record<string, EntryKind>>;

export type KindName = keyof typeof kinds;

export interface NamedKind extends EntryKind {
  readonly name: KindName;
}

const byByte = new Map<number | undefined, NamedKind>(
  (Object.keys(kinds) as KindName[]).map((name) => [kinds[name].byte, { name, ...kinds[name] }]),
);

/** Returns the kind of an entry, or undefined if it is unknown or reserved. */
export function kindOf([byte]: Uint8Array): NamedKind | undefined {
  return byByte.get(byte);
}

/** Tells whether the entry is of this kind. */
export function isKind(entry: Uint8Array, name: KindName): boolean {
  return entry[0] === kinds[name].byte;
}

/** Returns the stage after an entry of this kind. A framing entry ends its stage even if it is faulty (§8.8). */
export function stageAfter(stage: Stage, kind: NamedKind | undefined): Stage {
  return (kind?.stages.includes(stage) && kind.nextStage) || stage;
}
