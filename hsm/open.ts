/** Opening a token by where it is. @module */
import { TokenError } from './errors.ts';
import { Pkcs11Token } from './pkcs11/token.ts';
import { SoftwareToken } from './software/token.ts';
import type { Token } from './token.ts';

/** Where a token is: behind a maker's module, or in a directory of a rehearsal. */
export type TokenLocation =
  | {
      readonly kind: 'pkcs11';
      readonly module: string;
      readonly parameters?: string;
      readonly label: string;
      readonly serial?: string;
    }
  | { readonly kind: 'software'; readonly directory: string };

/**
 * Logs in. `rehearsal` is what the election's manifest says of itself; what does not claim to be hardware opens for nothing else
 * (TokenError `rehearsal-only`).
 */
export async function openToken(
  location: TokenLocation,
  pin: string,
  { rehearsal }: { readonly rehearsal: boolean },
): Promise<Token> {
  if (location.kind === 'pkcs11') {
    const token = Pkcs11Token.open(location, location, pin);
    if (rehearsal || !token.isSoftware) return token;
    await token.close();
    throw new TokenError('rehearsal-only', token.info.model);
  }
  if (!rehearsal) throw new TokenError('rehearsal-only');
  return SoftwareToken.open(location.directory, pin);
}
