/** Broken rule of the manifest, with its location (spec §4). @module */
import type { Sentence } from '../../findings/sentences/sentence.ts';

// prettier-ignore
export const rules = {
  M1: { es: 'un valor JSON en UTF-8 sin marca de orden, de hasta 1 MiB', en: 'one JSON value in UTF-8 without byte order mark, at most 1 MiB' },
  M2: { es: 'impreso en su forma canónica', en: 'printed canonically' },
  M3: { es: 'los miembros, tipos y valores del esquema, y ningún otro', en: 'the members, types and values of the schema, and no other' },
  M4: { es: 'números enteros de 0 a 4,294,967,295', en: 'integers from 0 to 4,294,967,295' },
  M5: { es: 'textos de 1 a 200 letras latinas y signos, normalizados', en: 'strings of 1 to 200 Latin letters and signs, normalized' },
  M6: { es: 'la suite criptográfica de esta versión', en: "this version's cryptographic suite" },
  M7: { es: 'identificadores sin repetir en su lista', en: 'ids are distinct within their list' },
  M8: { es: 'llaves que se descifran y son distintas', en: 'keys decode and are distinct' },
  M9: { es: 'llaves de la bitácora y de testigos bien escritas; quórum posible', en: 'keys of log and witnesses are well written; the quorum is possible' },
  M10: { es: 'fechas reales y etapas en orden, con una sola votación', en: 'real times and stages in order, with one stage of voting' },
  M11: { es: '2 <= umbral < custodios <= candidatos <= 20', en: '2 <= threshold < count <= candidates <= 20' },
  M12: { es: 'mínimo y máximo posibles en cada grupo', en: 'minimum and maximum are possible in each group' },
  M13: { es: 'un solo grupo con máximo 1', en: 'one group with maximum 1' },
  M14: { es: 'sin partidos ni candidaturas', en: 'no parties and no candidacies' },
  M15: { es: 'cada partido en una sola candidatura', en: 'every party in exactly one candidacy' },
  M16: { es: 'cada opción con sus partidos, sin repetir; cada partido solo es una opción', en: 'each option with its marks, none twice; every party alone is an option' },
  M17: { es: 'a lo sumo 200 opciones y una opción especial de cada clase', en: 'at most 200 options, and one special option of each kind' },
  M18: { es: 'cada boleta con contiendas y unidades declaradas, en orden; todas en alguna', en: 'each style with declared contests and units, in order; all in some style' },
  M19: { es: 'el voto cabe en un mensaje', en: 'the ballot fits an entry' },
  M20: { es: 'una zona horaria', en: 'a time zone' },
  M21: { es: 'plazos dentro de sus límites', en: 'periods within their bounds' },
  M22: { es: 'listas ni vacías ni demasiado largas', en: 'lists neither empty nor too long' },
  M23: { es: 'horario del sitio dentro de la votación, en una zona horaria; su código no es internet', en: 'hours of the site in order, not before voting, in a time zone; its code is not internet' },
  M24: { es: 'plazos del sitio y personas sin registro dentro de sus límites', en: "the site's periods and walk-ins within their bounds" },
  M25: { es: 'de 1 a 5 llaves de la autoridad; firman más de la mitad y, si no es un ensayo, al menos 2 y no todas', en: "1 to 5 keys of the authority; more than half of them sign and, unless it is a rehearsal, at least 2 and not all" },
  M27: { es: 'prórroga de a lo sumo 2,592,000 segundos', en: 'an extension of at most 2,592,000 seconds' },
  M32: { es: 'la suma cifrada y los descifrados parciales caben en sus archivos', en: 'tally and decryption shares fit their files' },
  M33: { es: 'el quórum de testigos es más de la mitad', en: "the witnesses' quorum is more than half" },
} as const satisfies Record<string, Sentence>;

export type Rule = keyof typeof rules;

/** Fault of the manifest. The parser of the form throws it; the rules of meaning yield it. */
export class ManifestFault extends Error {
  readonly rule: Rule;
  /** Path of the member, for instance `contests[0].groups[1].max`; empty for the whole file. */
  readonly at: string;

  constructor(rule: Rule, at: string) {
    super(`${rule} at ${at === '' ? 'the file' : at}`);
    this.rule = rule;
    this.at = at;
  }

  get says(): Sentence {
    const { es, en } = rules[this.rule];
    return {
      es: `${this.at === '' ? 'el archivo' : this.at} no cumple ${this.rule}: ${es}`,
      en: `${this.at === '' ? 'the file' : this.at} breaks ${this.rule}: ${en}`,
    };
  }
}

/** Fault of a manifest of record version 1, whose other rules this verifier does not know. */
export class EarlierVersionFault extends ManifestFault {
  constructor(at: string) {
    super('M6', at);
  }

  override get says(): Sentence {
    return {
      es: 'esta pizarra es de la versión 1 del expediente electoral; este verificador verifica la versión 2',
      en: 'this board is of record version 1; this verifier verifies version 2',
    };
  }
}
