/** What a rehearsal's trustees may keep their keys and shares in. @module */

export const tokenKinds = ['software', 'softhsm'] as const;
export type TokenKind = (typeof tokenKinds)[number];
