/** Initials of a name: enough to recognise oneself, little for an onlooker. @module */

export const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .filter((part) => /^\p{Lu}/u.test(part))
    .map((part) => `${[...part][0]!}.`)
    .join(' ');
