/** E-mail addresses and mobile numbers in normal form, for comparison. @module */

const ADDRESS =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
const NUMBER = /^\+[1-9][0-9]{7,14}$/;

/**
 * Returns the address in lower case, trimmed; undefined if it is invalid. Only ASCII is accepted, to reject
 * look-alikes.
 */
export function normalEmail(text: string): string | undefined {
  const email = text.normalize('NFC').trim().toLowerCase();
  return email.length <= 254 && ADDRESS.test(email) && !/^\.|\.\.|\.@/.test(email) ? email : undefined;
}

/**
 * Returns the number in E.164, or undefined if it is invalid. Removes blanks, hyphens, dots and parentheses. Converts
 * the old form of a Mexican mobile, +52 1 and ten digits, to +52 and ten digits.
 */
export function normalMobile(text: string): string | undefined {
  const mobile = text
    .normalize('NFKC')
    .replaceAll(/[ ().-]/g, '')
    .replace(/^\+521(?=[0-9]{10}$)/, '+52');
  return NUMBER.test(mobile) ? mobile : undefined;
}
