/**
 * Software token for rehearsals and training. Its interface is that of a hardware token, and its keys are in one file,
 * encrypted under the PIN. The file and the PIN are enough to copy the keys, so open.ts rejects software tokens in real
 * elections.
 * @module
 */
import type { webcrypto } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Crypto } from '@peculiar/webcrypto';
import { TokenError } from '../errors.ts';
import { replaceFile, writeNew } from '../files.ts';
import { compress, lowS } from '../p256.ts';
import { associatedData, checkSecret, encodeSealed, NONCE_LENGTH, parseSealed } from '../sealed.ts';
import type { IdentityKey, KeyEntry, SealingKey, Token, TokenInfo } from '../token.ts';

type CryptoKey = webcrypto.CryptoKey;

const engine = new Crypto();
/** The types of `engine` are those of a browser; the code uses those of Node.js. */
const subtle = engine.subtle as unknown as webcrypto.SubtleCrypto;
const getRandomValues = (length: number): Uint8Array<ArrayBuffer> =>
  engine.getRandomValues(new Uint8Array(length));

/** Iterations that OWASP recommends for PBKDF2 with SHA-256. */
const PBKDF2_ITERATIONS = 600_000;
const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;

interface Stored {
  readonly use: KeyEntry['use'];
  readonly id: string;
  /** PKCS #8, or the bytes of the AES key, in hexadecimal. */
  readonly secret: string;
  readonly publicKey?: string;
}

/** Content of the token's file. `keys` is encrypted under the PIN. */
interface StoreFile {
  readonly label: string;
  readonly serial: string;
  readonly salt: string;
  readonly nonce: string;
  readonly keys: string;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const unhex = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, 'hex'));

export class SoftwareToken implements Token {
  readonly isSoftware = true;
  readonly info: TokenInfo;
  readonly #file: string;
  readonly #salt: Uint8Array<ArrayBuffer>;
  readonly #pinKey: CryptoKey;
  #keys: Readonly<Record<string, Stored>>;

  /** Creates a token in this directory; throws `file-exists` if there is one. */
  static async create(directory: string, label: string, pin: string): Promise<SoftwareToken> {
    const salt = getRandomValues(16);
    const info = infoOf(label, hex(getRandomValues(8)));
    const token = new SoftwareToken(fileIn(directory), info, salt, await pinKey(pin, salt), {});
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeNew(token.#file, await token.#encrypted({}));
    return token;
  }

  static async open(directory: string, pin: string): Promise<SoftwareToken> {
    const stored = readStore(fileIn(directory));
    const salt = unhex(stored.salt);
    const key = await pinKey(pin, salt);
    const algorithm = { name: 'AES-GCM', iv: unhex(stored.nonce) };
    const plain = await subtle.decrypt(algorithm, key, unhex(stored.keys)).catch(() => {
      throw new TokenError('pin-incorrect');
    });
    const keys = JSON.parse(Buffer.from(plain).toString()) as Record<string, Stored>;
    return new SoftwareToken(fileIn(directory), infoOf(stored.label, stored.serial), salt, key, keys);
  }

  private constructor(
    file: string,
    info: TokenInfo,
    salt: Uint8Array<ArrayBuffer>,
    key: CryptoKey,
    keys: Readonly<Record<string, Stored>>,
  ) {
    this.#file = file;
    this.info = info;
    this.#salt = salt;
    this.#pinKey = key;
    this.#keys = keys;
  }

  async random(length: number): Promise<Uint8Array> {
    return getRandomValues(length);
  }

  async identityKey(name: string): Promise<IdentityKey> {
    const { secret, publicKey } = this.#stored(name, 'sign');
    const key = await subtle.importKey('pkcs8', unhex(secret), P256, false, ['sign']);
    return {
      publicKey: unhex(publicKey!),
      sign: async (message) =>
        lowS(
          new Uint8Array(
            await subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, Uint8Array.from(message)),
          ),
        ),
    };
  }

  async makeIdentityKey(name: string): Promise<IdentityKey> {
    const pair = await subtle.generateKey(P256, true, ['sign', 'verify']);
    const secret = hex(new Uint8Array(await subtle.exportKey('pkcs8', pair.privateKey)));
    const point = new Uint8Array(await subtle.exportKey('raw', pair.publicKey));
    await this.#add(name, {
      use: 'sign',
      id: hex(getRandomValues(16)),
      secret,
      publicKey: hex(compress(point)),
    });
    return this.identityKey(name);
  }

  async sealingKey(name: string): Promise<SealingKey> {
    const stored = this.#stored(name, 'seal');
    const id = unhex(stored.id);
    const key = await subtle.importKey('raw', unhex(stored.secret), 'AES-GCM', false, ['encrypt', 'decrypt']);
    const algorithm = (nonce: Uint8Array, context: Uint8Array): webcrypto.AesGcmParams => ({
      name: 'AES-GCM',
      iv: Uint8Array.from(nonce),
      additionalData: Uint8Array.from(associatedData(id, context)),
    });
    return {
      id,
      seal: async (secret, context) => {
        checkSecret(secret);
        const nonce = getRandomValues(NONCE_LENGTH);
        const sealed = await subtle.encrypt(algorithm(nonce, context), key, Uint8Array.from(secret));
        return encodeSealed({ id, nonce, ciphertext: new Uint8Array(sealed) });
      },
      open: async (sealed, context) => {
        const { nonce, ciphertext } = parseSealed(sealed, id);
        return subtle.decrypt(algorithm(nonce, context), key, Uint8Array.from(ciphertext)).then(
          (plain) => new Uint8Array(plain),
          () => {
            throw new TokenError('bad-sealed');
          },
        );
      },
    };
  }

  async makeSealingKey(name: string): Promise<SealingKey> {
    await this.#add(name, { use: 'seal', id: hex(getRandomValues(16)), secret: hex(getRandomValues(32)) });
    return this.sealingKey(name);
  }

  async keys(): Promise<readonly KeyEntry[]> {
    return Object.entries(this.#keys).map(([name, { use, publicKey }]) => ({
      name,
      use,
      ...(publicKey !== undefined && { publicKey: unhex(publicKey) }),
    }));
  }

  async destroy(name: string): Promise<void> {
    if (!this.#keys[name]) throw new TokenError('key-missing', `"${name}"`);
    await this.#save(Object.fromEntries(Object.entries(this.#keys).filter(([own]) => own !== name)));
  }

  async close(): Promise<void> {
    this.#keys = {};
  }

  #stored(name: string, use: KeyEntry['use']): Stored {
    const stored = this.#keys[name];
    if (stored?.use !== use) throw new TokenError('key-missing', `"${name}"`);
    return stored;
  }

  async #add(name: string, stored: Stored): Promise<void> {
    if (this.#keys[name]) throw new TokenError('key-exists', `"${name}"`);
    await this.#save({ ...this.#keys, [name]: stored });
  }

  async #save(next: Readonly<Record<string, Stored>>): Promise<void> {
    const text = await this.#encrypted(next);
    // If the token's file was removed, it is not created again at the old path.
    if (!existsSync(this.#file)) throw new TokenError('token-absent', this.#file);
    replaceFile(this.#file, text);
    this.#keys = next;
  }

  async #encrypted(keys: Readonly<Record<string, Stored>>): Promise<string> {
    const nonce = getRandomValues(NONCE_LENGTH);
    const plain = Uint8Array.from(Buffer.from(JSON.stringify(keys)));
    const sealed = await subtle.encrypt({ name: 'AES-GCM', iv: nonce }, this.#pinKey, plain);
    plain.fill(0);
    const { label, serial } = this.info;
    const stored: StoreFile = {
      label,
      serial,
      salt: hex(this.#salt),
      nonce: hex(nonce),
      keys: hex(new Uint8Array(sealed)),
    };
    return `${JSON.stringify(stored, null, 2)}\n`;
  }
}

const fileIn = (directory: string): string => join(directory, 'token.json');

const infoOf = (label: string, serial: string): TokenInfo => ({
  label,
  serial,
  maker: 'SIVEI',
  model: 'software',
  hardwareVersion: '0.0',
  firmwareVersion: '0.0',
});

function readStore(file: string): StoreFile {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as StoreFile;
  } catch (error) {
    if (error instanceof SyntaxError) throw new TokenError('damaged', file);
    const absent = ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
    throw absent ? new TokenError('token-absent', file) : new TokenError('file', (error as Error).message);
  }
}

async function pinKey(pin: string, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const material = Uint8Array.from(Buffer.from(pin));
  const password = await subtle.importKey('raw', material, 'PBKDF2', false, ['deriveKey']);
  material.fill(0);
  return subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: PBKDF2_ITERATIONS },
    password,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}
