/** A person by initials: enough to know oneself, little for who looks over the shoulder. @module */

export const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .filter((part) => /^\p{Lu}/u.test(part))
    .map((part) => `${[...part][0]!}.`)
    .join(' ');
