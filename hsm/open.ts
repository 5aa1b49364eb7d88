/** Opening of a token by its location. @module */
import { TokenError } from './errors.ts';
import { Pkcs11Token } from './pkcs11/token.ts';
import { SoftwareToken } from './software/token.ts';
import type { Token } from './token.ts';

/** Location of a token: a maker's module, or a directory of a rehearsal. */
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
 * Opens a token and logs in. `rehearsal` is the manifest's member; without it, a token that does not claim to be
 * hardware is refused (`rehearsal-only`).
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
