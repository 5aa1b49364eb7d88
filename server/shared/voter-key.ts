/** Normalized voter keys, for comparison. @module */

/** Removes case, blanks and compatibility forms, so that two keys that a person takes for the same are equal. */
export const plainKey = (text: string): string => text.normalize('NFKC').toUpperCase().replaceAll(/\s+/g, '');
