/**
 * Loaded and initialised PKCS#11 module. A process may initialise each module only once, so its users share it.
 * @module
 */
import type * as Binding from 'pkcs11js';
// The binding is a CommonJS module; its default export has all members.
import pkcs11 from 'pkcs11js';
import { TokenError } from '../errors.ts';
import type { TokenInfo } from '../token.ts';
import { tokenError } from './return-values.ts';

export { pkcs11 };

export interface LibraryOptions {
  /** Path of the maker's shared library. */
  readonly module: string;
  /** Initialisation string, for modules that need one (NSS). */
  readonly parameters?: string;
}

/** Name of a token. Slot numbers change when a device is reconnected, so they do not identify a token. */
export interface TokenName {
  readonly label: string;
  readonly serial?: string | undefined;
}

export interface Slot {
  readonly handle: Binding.Handle;
  readonly info: TokenInfo;
  /** CKF_ flags of token and slot. */
  readonly flags: number;
  readonly slotFlags: number;
}

/** Value of CKF_HW_SLOT, which the binding does not define. */
const HW_SLOT = 4;

export const isReady = ({ flags }: Slot): boolean => (flags & pkcs11.CKF_TOKEN_INITIALIZED) !== 0;
/** Returns whether the slot claims to be hardware. */
export const isHardware = ({ slotFlags }: Slot): boolean => (slotFlags & HW_SLOT) !== 0;

const open = new Map<string, Library>();

export class Library {
  readonly raw = new pkcs11.PKCS11();
  readonly options: LibraryOptions;
  #users = 0;

  /**
   * Opens a module, or returns it if it is open already. Every caller must call `close`; the last call unloads the
   * module.
   */
  static open(options: LibraryOptions): Library {
    const library = open.get(options.module) ?? new Library(options);
    if (library.options.parameters !== options.parameters)
      throw new TokenError('busy', 'opened with other parameters');
    open.set(options.module, library);
    library.#users += 1;
    return library;
  }

  private constructor(options: LibraryOptions) {
    this.options = options;
    try {
      this.raw.load(options.module);
    } catch (error) {
      throw new TokenError('library-missing', (error as Error).message);
    }
    this.call(() =>
      this.raw.C_Initialize({
        flags: pkcs11.CKF_OS_LOCKING_OK,
        // Version 2.1.7 of the binding drops the last character; other versions work with an additional blank, too.
        ...(options.parameters !== undefined && { libraryParameters: `${options.parameters} ` }),
      }),
    );
  }

  close(): void {
    this.#users -= 1;
    if (this.#users > 0) return;
    open.delete(this.options.module);
    try {
      this.raw.C_Finalize();
      this.raw.close();
    } catch {
      // An error here would hide an error of the caller's work.
    }
  }

  /** Runs `work` and converts its errors to TokenError. */
  call<T>(work: (raw: Binding.PKCS11) => T): T {
    try {
      return work(this.raw);
    } catch (error) {
      throw tokenError(error);
    }
  }

  /** Returns the tokens that are present. */
  slots(): readonly Slot[] {
    return this.#readSlots().slots;
  }

  /** Returns the readable slots, and the errors of the others, so that one broken token does not hide the rest. */
  #readSlots(): { readonly slots: readonly Slot[]; readonly faults: readonly TokenError[] } {
    const slots: Slot[] = [];
    const faults: TokenError[] = [];
    for (const handle of this.call((raw) => raw.C_GetSlotList(true))) {
      try {
        slots.push(this.#slot(handle));
      } catch (error) {
        if (!(error instanceof TokenError)) throw error;
        faults.push(error);
      }
    }
    return { slots, faults };
  }

  #slot(handle: Binding.Handle): Slot {
    return this.call((raw) => {
      const slot = raw.C_GetSlotInfo(handle);
      const token = raw.C_GetTokenInfo(handle);
      const text = (padded: string): string => padded.replaceAll('\0', '').trim();
      const version = ({ major, minor }: Binding.Version): string => `${major}.${minor}`;
      const info = {
        label: text(token.label),
        serial: text(token.serialNumber),
        maker: text(token.manufacturerID),
        model: text(token.model),
        hardwareVersion: version(token.hardwareVersion),
        firmwareVersion: version(token.firmwareVersion),
      };
      return { handle, info, flags: token.flags, slotFlags: slot.flags };
    });
  }

  /** Returns the only initialised token of this name; throws `token-absent` or `token-ambiguous` otherwise. */
  find({ label, serial }: TokenName): Slot {
    const { slots, faults } = this.#readSlots();
    const ready = slots.filter(isReady);
    const matching = ready.filter(
      ({ info }) => info.label === label && (serial === undefined || info.serial === serial),
    );
    if (matching.length === 1) return matching[0]!;
    if (matching.length > 1)
      throw new TokenError('token-ambiguous', matching.map(({ info }) => info.serial).join(', '));
    const seen = [
      ...ready.map(({ info }) => `"${info.label}" ${info.serial}`),
      ...faults.map(({ detail }) => detail), // the token may be in a slot that could not be read
    ].join(', ');
    throw new TokenError('token-absent', `"${label}"${serial ? ` ${serial}` : ''}; ${seen || '-'}`);
  }
}
