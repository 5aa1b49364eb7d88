/** Opening of a token by its location. @module */
import { TokenError } from './errors.ts';
import { Pkcs11Token } from './pkcs11/token.ts';
import { SoftwareToken } from './software/token.ts';
import type { Token } from './token.ts';

/** Location of a token: a PKCS#11 module and the token's label, or the directory of a software token. */
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
 * Opens a token and logs in. `rehearsal` is a member of the manifest; if it is false, a token that does not claim to be
 * hardware is rejected with `rehearsal-only`.
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
