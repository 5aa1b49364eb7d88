/** Faults of a roll file or of one of its rows, in words for the people who prepare it. @module */

import type { Sentence } from '../../api/schemas.ts';

const sentence = (es: string, en: string): Sentence => ({ es, en });

export const rollFaults = {
  columns: sentence(
    'el encabezado debe ser exactamente: voter_key,name,unit,style,modality,email,mobile y, si hay módulos, site,in_force',
    'the header must be exactly: voter_key,name,unit,style,modality,email,mobile and, where there are sites, site,in_force',
  ),
  separator: sentence(
    'las columnas están separadas por «;» o tabuladores: guarde el archivo como CSV separado por comas',
    'the columns are separated by ";" or tabs: save the file as CSV with commas',
  ),
  encoding: sentence(
    'el archivo no está en UTF-8 (parece Latin-1, de Windows): guárdelo como «CSV UTF-8»',
    'the file is not in UTF-8 (it looks like Latin-1, of Windows): save it as "CSV UTF-8"',
  ),
  csv: sentence(
    'no es CSV bien formado: comillas o largo del renglón',
    'not well-formed CSV: quotes, or length of the row',
  ),
  'column-count': sentence(
    'no tiene tantas columnas como el encabezado',
    'does not have as many columns as the header',
  ),
  characters: sentence(
    'tiene caracteres de control, invisibles o de dirección',
    'has control, invisible or directional characters',
  ),
  key: sentence('la clave de elector falta o pasa de 64 caracteres', 'the voter key is missing or too long'),
  name: sentence('el nombre falta o pasa de 200 caracteres', 'the name is missing or too long'),
  formula: sentence(
    'la clave o el nombre empieza con =, +, - o @: una hoja de cálculo lo tomaría por una fórmula',
    'the voter key or the name begins with =, +, - or @: a spreadsheet would take it for a formula',
  ),
  unit: sentence('la entidad no está en el manifiesto', 'the unit is not in the manifest'),
  style: sentence('el tipo de boleta no está en el manifiesto', 'the ballot style is not in the manifest'),
  'style-unit': sentence(
    'ese tipo de boleta no es para esa entidad',
    'that ballot style is not for that unit',
  ),
  modality: sentence(
    'la modalidad debe ser internet, in-person, postal o walk-in',
    'the modality must be internet, in-person, postal or walk-in',
  ),
  site: sentence(
    'quien vota en un módulo (in-person) necesita uno del manifiesto; los demás, ninguno; walk-in solo donde hay módulos',
    'whoever votes at a site (in-person) needs one of the manifest, all others none; walk-in only where there are sites',
  ),
  'in-force': sentence('in_force debe ser yes o no', 'in_force must be yes or no'),
  email: sentence('el correo falta o no es una dirección', 'the e-mail is missing or no address'),
  mobile: sentence(
    'el celular falta o no es un número internacional (+52…)',
    'the mobile is missing or no international number (+52…)',
  ),
  'key-twice': sentence('la clave ya está en el renglón', 'the voter key is already on line'),
  'email-twice': sentence('el correo ya está en el renglón', 'the e-mail is already on line'),
  'mobile-twice': sentence('el celular ya está en el renglón', 'the mobile is already on line'),
  'key-known': sentence('la clave ya está en la lista', 'the voter key is on the roll already'),
  'email-known': sentence(
    'el correo ya es de otra persona de la lista',
    'the e-mail is another person’s on the roll already',
  ),
  'mobile-known': sentence(
    'el celular ya es de otra persona de la lista',
    'the mobile is another person’s on the roll already',
  ),
  empty: sentence('no hay ninguna persona en el archivo', 'there is nobody in the file'),
} as const satisfies Record<string, Sentence>;

export type RollFaultKind = keyof typeof rollFaults;

export interface RollFault {
  readonly line: number;
  readonly kind: RollFaultKind;
  /** Line of the other row that has the same value. */
  readonly other: number | null;
}

/** Returns the report's line about a fault. It contains line numbers, never values of the file. */
export function describeFault({ line, kind, other }: RollFault, language: keyof Sentence): string {
  const place = language === 'es' ? 'renglón' : 'line';
  return `${place} ${line}: ${rollFaults[kind][language]}${other === null ? '' : ` ${other}`}`;
}
