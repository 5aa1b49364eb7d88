/** Initials of a name, by which voters recognise themselves and an onlooker learns little. @module */

export const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .filter((part) => /^\p{Lu}/u.test(part))
    .map((part) => `${[...part][0]!}.`)
    .join(' ');
