/** Initialisation of a blank token. @module */
import { TokenError } from '../errors.ts';
import { isReady, Library, type LibraryOptions, pkcs11 as p, type Slot } from './library.ts';

/**
 * Length of a token's label in bytes. The label is padded with blanks here, because the binding passes it unchanged and
 * modules read all 32 bytes.
 */
const LABEL_LENGTH = 32;

/**
 * Initialises the only blank token. Throws `token-exists` if the label is taken, `blank-absent` if no token is blank,
 * and `blank-ambiguous` if several are. A token in use is never initialised.
 */
export function initialise(options: LibraryOptions, label: string, soPin: string, userPin: string): void {
  if (Buffer.byteLength(label) > LABEL_LENGTH || !/^[\x20-\x7e]+$/.test(label))
    throw new TokenError('label-form', `"${label}"`);
  const library = Library.open(options);
  try {
    const slots = library.slots();
    if (slots.some((slot) => slot.info.label === label && isReady(slot)))
      throw new TokenError('token-exists', `"${label}"`);
    const [blank, ...others] = slots.filter((slot) => !isReady(slot));
    if (!blank) throw new TokenError('blank-absent');
    if (others.length > 0) throw new TokenError('blank-ambiguous');
    checkPin(library, blank, userPin);
    asOfficer(() => library.call((raw) => raw.C_InitToken(blank.handle, soPin, label.padEnd(LABEL_LENGTH))));
    const { handle } = library.find({ label });
    asOfficer(() =>
      library.call((raw) => {
        const session = raw.C_OpenSession(handle, p.CKF_SERIAL_SESSION | p.CKF_RW_SESSION);
        try {
          raw.C_Login(session, p.CKU_SO, soPin);
          raw.C_InitPIN(session, userPin);
          raw.C_Logout(session);
        } finally {
          raw.C_CloseSession(session);
        }
      }),
    );
  } finally {
    library.close();
  }
}

/**
 * Checks the PIN's length before the initialisation. If the token refused the PIN afterwards, it would be left without
 * one.
 */
function checkPin(library: Library, { handle }: Slot, pin: string): void {
  const { minPinLen, maxPinLen } = library.call((raw) => raw.C_GetTokenInfo(handle));
  const length = Buffer.byteLength(pin);
  if (length < minPinLen || length > maxPinLen)
    throw new TokenError('pin-form', `${minPinLen} - ${maxPinLen}`);
}

/** Runs `work`, which uses the security officer's PIN; an error about a wrong or locked PIN becomes `so-pin`. */
function asOfficer(work: () => void): void {
  try {
    work();
  } catch (error) {
    const wrong = error instanceof TokenError && ['pin-incorrect', 'pin-locked'].includes(error.kind);
    throw wrong ? new TokenError('so-pin', error.detail) : error;
  }
}
