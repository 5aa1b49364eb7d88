/** E-mail addresses and mobile numbers in the one form in which two of them can be compared. @module */

const ADDRESS =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
const NUMBER = /^\+[1-9][0-9]{7,14}$/;

/** Lower case, without blanks at the ends; undefined if it is no address. Only ASCII: look-alikes are refused. */
export function normalEmail(text: string): string | undefined {
  const email = text.normalize('NFC').trim().toLowerCase();
  return email.length <= 254 && ADDRESS.test(email) && !/^\.|\.\.|\.@/.test(email) ? email : undefined;
}

/**
 * E.164, or undefined. Blanks, hyphens, dots and parentheses that people write are left out; +52 1 and ten digits is
 * the old way to write a Mexican mobile, the same line as +52 and ten digits.
 */
export function normalMobile(text: string): string | undefined {
  const mobile = text
    .normalize('NFKC')
    .replaceAll(/[ ().-]/g, '')
    .replace(/^\+521(?=[0-9]{10}$)/, '+52');
  return NUMBER.test(mobile) ? mobile : undefined;
}
