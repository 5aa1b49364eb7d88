/** Kinds of tokens that may hold the keys and shares of a rehearsal's trustees. @module */

export const tokenKinds = ['software', 'softhsm'] as const;
export type TokenKind = (typeof tokenKinds)[number];
