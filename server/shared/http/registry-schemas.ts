/** Forms of what the registry takes and gives. @module */

import { Type } from 'typebox';
import { BEARER_PATTERN } from '../secrets.ts';

export const strict = { additionalProperties: false } as const;

export const bearer = Type.String({ pattern: BEARER_PATTERN, maxLength: 43 });
export const hex = (bytes: number) =>
  Type.String({ pattern: `^[0-9a-f]{${2 * bytes}}$`, maxLength: 2 * bytes });
export const digits = (count: number) => Type.String({ pattern: `^[0-9]{${count}}$`, maxLength: count });
export const uuid = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  maxLength: 36,
});
export const factor = Type.Union([Type.Literal('sms'), Type.Literal('totp')]);
export const step = Type.Union([Type.Literal('mobile'), Type.Literal('code'), Type.Literal('credential')]);
export const text = Type.Object({ es: Type.String(), en: Type.String() }, strict);

const problemSchema = Type.Object(
  { error: Type.String(), message: text, detail: Type.Optional(Type.String()) },
  strict,
);
/** Beside the answers that say yes. */
export const problems = { '4xx': problemSchema, '5xx': problemSchema } as const;
export const nothing = Type.Null({ description: 'no body' });

/** Why something is done for a person, in the words of staff. */
export const reason = Type.String({ minLength: 3, maxLength: 500 });
/** What identifies a person to staff; unit: position in the manifest. */
export const foundPerson = {
  person: uuid,
  voterKey: Type.String(),
  name: Type.String(),
  unit: Type.Integer(),
  modality: Type.String(),
};
