/** Incidents and builds: entries with which the authority states something (spec §12.1, §12.2). @module */
import { type ByteReader, ParseFailure, toHex, tryParse } from '../../crypto/bytes.ts';
import type { CheckId } from '../../findings/checks.ts';
import { sentences } from '../../findings/sentences.ts';
import type { Sentence } from '../../findings/sentences/sentence.ts';
import { openAct } from '../acts/act.ts';
import type { Election } from '../election.ts';
import { BlobReader } from '../blob-reader.ts';
import { type BlobRef, type Entry, readBlobRef } from '../entry.ts';
import { type Context, lazily, reportFirstFault } from './context.ts';

/** Kind of statement, with the form of its blob. */
export interface StatementKind<T> {
  readonly check: CheckId;
  readonly maxBytes: number;
  /** Parses a blob. Throws a ParseFailure. */
  readonly parse: (blob: Uint8Array, election: Election) => T;
}

export interface Statement<T> {
  /** Index of the incident that the statement continues, or that is its reason. 0 if there is none. */
  readonly incident: number;
  /** SHA-256 of the blob, in hex. */
  readonly blob: string;
  readonly content: T;
}

export class Statements<T> {
  readonly #context: Context;
  readonly #kind: StatementKind<T>;
  /** Valid statements by the index of their entry. */
  readonly valid = new Map<number, Statement<T>>();
  /** Bodies of the valid statements. */
  readonly #bodies = new Set<string>();
  readonly #blobs: BlobReader;
  /**
   * Faults of the contents of blobs, by hash and length; false for a good content. So no blob is judged again for
   * a further void statement.
   */
  readonly #faults = new Map<string, Sentence | false>();
  /** Contents of valid statements in the same way. Those of void ones are not kept, because they have no bound. */
  readonly #contents = new Map<string, T>();

  constructor(context: Context, kind: StatementKind<T>) {
    this.#context = context;
    this.#kind = kind;
    this.#blobs = new BlobReader(context.board, kind.maxBytes);
  }

  /** Judges a statement. `incidentFault`: returns the fault of the index of an incident that the statement names. */
  async judge({ index, bytes }: Entry, incidentFault: (incident: number) => Sentence | false): Promise<void> {
    const { election, findings } = this.#context;
    const { check } = this.#kind;
    const place = { entry: index };
    findings.count(check);
    const opened = openAct(election, bytes, readStatement);
    if (opened instanceof ParseFailure) {
      findings.add(check, place, opened.says);
      return;
    }
    const { incident, ref } = opened.body;
    const blob = `${toHex(ref.hash)} ${ref.length}`;
    const body = `${incident} ${blob}`;
    const isVoid = reportFirstFault(
      this.#context,
      check,
      place,
      lazily(() => this.#bodies.has(body) && sentences.statedBefore(), opened.signatureFault),
    );
    if (isVoid) return;
    const wrongIncident = incidentFault(incident);
    const known = this.#faults.get(blob);
    const fault = known === false ? wrongIncident : known;
    const content = fault
      ? new ParseFailure(fault)
      : (this.#contents.get(blob) ?? (await this.#readContent(ref, blob)));
    if (content instanceof ParseFailure) findings.add(check, place, content.says);
    else if (wrongIncident) findings.add(check, place, wrongIncident);
    else {
      this.#bodies.add(body);
      this.#contents.set(blob, content);
      this.valid.set(index, { incident, blob: toHex(ref.hash), content });
    }
  }

  async #readContent(ref: BlobRef, name: string): Promise<T | ParseFailure> {
    const { election } = this.#context;
    const blob = await this.#blobs.read(ref);
    if (blob instanceof ParseFailure) return blob;
    const content = tryParse(() => this.#kind.parse(blob, election));
    this.#faults.set(name, content instanceof ParseFailure && content.says);
    return content;
  }
}

function readStatement(reader: ByteReader): { incident: number; ref: BlobRef } {
  return { incident: Number(reader.u64()), ref: readBlobRef(reader) };
}
