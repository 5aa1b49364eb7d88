/** Session with one token whose user is logged in, and access to its objects. @module */
import type { Handle, Template } from 'pkcs11js';
import { TokenError } from '../errors.ts';
import { type Library, pkcs11, type Slot } from './library.ts';
import { tokenError } from './return-values.ts';

const MAX_OBJECTS = 1000;

export class Session {
  readonly library: Library;
  readonly slot: Slot;
  readonly handle: Handle;

  /**
   * Opens a read-write session and logs in. Throws `pin-incorrect`, or if the token reports that few or no tries are
   * left, `pin-few-tries`, `pin-last-try` or `pin-locked`.
   */
  constructor(library: Library, slot: Slot, pin: string) {
    this.library = library;
    this.slot = slot;
    const { CKF_SERIAL_SESSION, CKF_RW_SESSION, CKU_USER } = pkcs11;
    this.handle = library.call((raw) => raw.C_OpenSession(slot.handle, CKF_SERIAL_SESSION | CKF_RW_SESSION));
    try {
      library.raw.C_Login(this.handle, CKU_USER, pin);
    } catch (error) {
      // A login applies to all sessions of a process, and the PIN of a second login is not checked (§5.6.8 of PKCS#11
      // 2.40). A second login is therefore an error (`busy`), so that nobody can use the login of another person.
      const told = tokenError(error);
      this.end();
      throw told instanceof TokenError && told.kind === 'pin-incorrect' ? this.#withTriesLeft(told) : told;
    }
  }

  /** Runs a PKCS#11 call with this session and converts its errors to TokenError. */
  call<T>(work: (raw: Library['raw'], session: Handle) => T): T {
    return this.library.call((raw) => work(raw, this.handle));
  }

  find(template: Template): Handle[] {
    return this.call((raw, session) => {
      raw.C_FindObjectsInit(session, template);
      try {
        return raw.C_FindObjects(session, MAX_OBJECTS);
      } finally {
        raw.C_FindObjectsFinal(session);
      }
    });
  }

  /** Returns the value of one attribute. */
  bytes(object: Handle, type: number): Buffer {
    return this.call((raw, session) => raw.C_GetAttributeValue(session, object, [{ type }])[0]!.value);
  }

  flag(object: Handle, type: number): boolean {
    return this.bytes(object, type)[0] === 1;
  }

  /** Closes the session. Does not throw, because the token may be gone. */
  end(): void {
    try {
      this.library.raw.C_CloseSession(this.handle);
    } catch {
      // There is nothing left to close.
    }
  }

  #withTriesLeft(error: TokenError): TokenError {
    const { flags } = this.library.call((raw) => raw.C_GetTokenInfo(this.slot.handle));
    if ((flags & pkcs11.CKF_USER_PIN_LOCKED) !== 0)
      return new TokenError('pin-locked', 'CKF_USER_PIN_LOCKED');
    if ((flags & pkcs11.CKF_USER_PIN_FINAL_TRY) !== 0)
      return new TokenError('pin-last-try', 'CKF_USER_PIN_FINAL_TRY');
    if ((flags & pkcs11.CKF_USER_PIN_COUNT_LOW) !== 0)
      return new TokenError('pin-few-tries', 'CKF_USER_PIN_COUNT_LOW');
    return error;
  }
}
