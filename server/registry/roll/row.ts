/** Parser for a row of the roll's file. It returns the data of a person, or the kind of fault. @module */

import type { Election } from '#crypto/manifest/election.ts';
import { normalEmail, normalMobile } from '../contact.ts';
import { isModality, type Modality } from '../../api/schemas.ts';
import { plainKey } from '../../shared/voter-key.ts';
import type { RollFaultKind } from './faults.ts';

const COLUMNS = ['voter_key', 'name', 'unit', 'style', 'modality', 'email', 'mobile'] as const;
/**
 * Further columns where people vote in person: the site of registration, and whether the credential to vote is in
 * force.
 */
const SITE_COLUMNS = ['site', 'in_force'] as const;

export const columnsOf = ({ sites }: Election): readonly string[] =>
  sites.length > 0 ? [...COLUMNS, ...SITE_COLUMNS] : COLUMNS;

export interface RollRow {
  readonly voterKey: string;
  /** Voter key without case, blanks and compatibility forms; it must be unique. */
  readonly plainKey: string;
  readonly name: string;
  /** `unit` and `style`: indexes in the manifest. */
  readonly unit: number;
  readonly style: number;
  readonly modality: Modality;
  readonly email: string | null;
  readonly mobile: string | null;
  /** Index in the manifest of the site where the person is registered to vote in person; null if there is none. */
  readonly site: number | null;
  readonly inForce: boolean;
}

// Hidden characters: controls, bidirectional controls, zero-width characters, unpaired surrogates.
const HIDDEN = /[\p{Cc}\p{Cs}\u061C\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/u;
/** Replacement character for bytes that are no UTF-8. */
const UNDECODABLE = '\uFFFD';
const FORMULA = /^[=+@-]/;

export class RowReader {
  /** Columns in the order of the file. */
  readonly columns: readonly string[];
  readonly #sites: ReadonlyMap<string, number>;
  readonly #units: ReadonlyMap<string, number>;
  readonly #styles: ReadonlyMap<string, { readonly position: number; readonly units: ReadonlySet<number> }>;

  constructor(election: Election) {
    const { manifest, styles } = election;
    this.columns = columnsOf(election);
    this.#sites = new Map(manifest.sites.map(({ code }, position) => [code, position]));
    this.#units = new Map(manifest.units.map(({ code }, position) => [code, position]));
    this.#styles = new Map(
      manifest.styles.map(({ id }, position) => [id, { position, units: new Set(styles[position]!.units) }]),
    );
  }

  /** Returns the fault of a header line that was not accepted. */
  headerFault(record: readonly string[]): RollFaultKind {
    const [only = ''] = record;
    return [';', '\t'].some((separator) => this.isHeader(only.split(separator))) ? 'separator' : 'columns';
  }

  isHeader(record: readonly string[]): boolean {
    return record.length === this.columns.length && this.columns.every((name, i) => record[i] === name);
  }

  read(record: readonly string[]): RollRow | RollFaultKind {
    if (record.length !== this.columns.length) return 'column-count';
    if (record.some((value) => value.includes(UNDECODABLE))) return 'encoding';
    if (record.some((value) => HIDDEN.test(value))) return 'characters';
    const [voterKey, name, unitCode, styleId, modality, email, mobile, siteCode, inForce] = record.map(
      (value) => value.normalize('NFC').trim(),
    ) as [string, string, string, string, string, string, string, string?, string?];
    if (!hasLength(voterKey, 64) || plainKey(voterKey) === '') return 'key';
    if (!hasLength(name, 200)) return 'name';
    if ([voterKey, name].some((value) => FORMULA.test(value))) return 'formula';
    const unit = this.#units.get(unitCode);
    if (unit === undefined) return 'unit';
    const style = this.#styles.get(styleId);
    if (!style) return 'style';
    if (!style.units.has(unit)) return 'style-unit';
    if (!isModality(modality)) return 'modality';
    const site = this.#siteOf(modality, siteCode);
    if (site === undefined) return 'site';
    if (!['yes', 'no', undefined].includes(inForce)) return 'in-force';
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
      site,
      inForce: inForce !== 'no',
    };
  }

  /** Returns the site's position; null if none is needed, undefined if the value is invalid. */
  #siteOf(modality: string, code: string | undefined): number | null | undefined {
    if (code === undefined) return modality === 'walk-in' ? undefined : null;
    if (modality !== 'in-person') return code === '' ? null : undefined;
    return this.#sites.get(code);
  }
}

const hasLength = (text: string, most: number): boolean => text !== '' && Array.from(text).length <= most;
