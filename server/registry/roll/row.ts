/** One row of the roll's file: columns to a person, or what is wrong with it. @module */

import type { Election } from '#crypto/manifest/election.ts';
import { normalEmail, normalMobile } from '../contact.ts';
import type { RollFaultKind } from './faults.ts';

export const COLUMNS = ['voter_key', 'name', 'unit', 'style', 'modality', 'email', 'mobile'] as const;

export interface RollRow {
  readonly voterKey: string;
  /** Without case, blanks and compatibility forms: what must be unique. */
  readonly plainKey: string;
  readonly name: string;
  /** Positions in the manifest. */
  readonly unit: number;
  readonly style: number;
  readonly modality: string;
  readonly email: string | null;
  readonly mobile: string | null;
}

const modalities = new Set(['internet', 'in-person', 'postal']);

// Controls, bidirectional controls, zero-width characters, unpaired surrogates, what stands for undecodable bytes.
const HIDDEN = /[\p{Cc}\p{Cs}\u061C\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF\uFFFD]/u;

export const isHeader = (record: readonly string[]): boolean =>
  record.length === COLUMNS.length && COLUMNS.every((name, i) => record[i] === name);

/** Two keys that a person would take for one are one. */
export const plainKey = (text: string): string => text.normalize('NFKC').toUpperCase().replaceAll(/\s+/g, '');

export class RowReader {
  readonly #units: ReadonlyMap<string, number>;
  readonly #styles: ReadonlyMap<string, { readonly position: number; readonly units: ReadonlySet<number> }>;

  constructor({ manifest, styles }: Election) {
    this.#units = new Map(manifest.units.map(({ code }, position) => [code, position]));
    this.#styles = new Map(
      manifest.styles.map(({ id }, position) => [id, { position, units: new Set(styles[position]!.units) }]),
    );
  }

  read(record: readonly string[]): RollRow | RollFaultKind {
    if (record.length !== COLUMNS.length) return 'column-count';
    if (record.some((value) => HIDDEN.test(value))) return 'characters';
    const [voterKey, name, unitCode, styleId, modality, email, mobile] = record.map((value) =>
      value.normalize('NFC').trim(),
    ) as [string, string, string, string, string, string, string];
    if (!hasLength(voterKey, 64) || plainKey(voterKey) === '') return 'key';
    if (!hasLength(name, 200)) return 'name';
    const unit = this.#units.get(unitCode);
    if (unit === undefined) return 'unit';
    const style = this.#styles.get(styleId);
    if (!style) return 'style';
    if (!style.units.has(unit)) return 'style-unit';
    if (!modalities.has(modality)) return 'modality';
    const optional = modality !== 'internet';
    const address = email === '' && optional ? null : normalEmail(email);
    if (address === undefined) return 'email';
    const number = mobile === '' && optional ? null : normalMobile(mobile);
    if (number === undefined) return 'mobile';
    return {
      voterKey,
      plainKey: plainKey(voterKey),
      name,
      unit,
      style: style.position,
      modality,
      email: address,
      mobile: number,
    };
  }
}

const hasLength = (text: string, most: number): boolean => text !== '' && Array.from(text).length <= most;
