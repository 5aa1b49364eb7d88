/** Voter keys as they are compared. @module */

/** Removes case, blanks and compatibility forms: two keys that a person would take for one are one. */
export const plainKey = (text: string): string => text.normalize('NFKC').toUpperCase().replaceAll(/\s+/g, '');
