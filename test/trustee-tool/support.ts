/** Trustees for tests: the trustees' program as a process, and honest or dishonest trustees in memory. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toHex, utf8 } from '#crypto/bytes.ts';
import {
  makeSeal,
  makeShareCheck,
  newEncryptionSecret,
  RunSecrets,
  type EncryptionSecret,
} from '#crypto/ceremony/trustee.ts';
import { softwareSigner, type Signer } from '#crypto/ecdsa.ts';
import { encodeElement, type Scalar } from '#crypto/group.ts';
import { randomBytes } from '#crypto/random.ts';
import { blobRef, signEntry } from '#crypto/entry/entry.ts';
import { encodeShareEntry } from '#crypto/record/office.ts';
import {
  enrollmentMessage,
  parseEnrollment,
  printEnrollment,
  type Enrollment,
} from '#trustee-tool/shared/enrollment.ts';
import { encodeMessage } from '#crypto/entry/message.ts';
import type { Room } from '../ceremony/room.ts';
import { program } from '../support/program.ts';

export const trustee = program('trustee-tool/main.ts');

export const PIN = 'ensayo-7391';

/** Runs the trustees' program to its end. Returns output and exit code. */
export function runProgram(
  args: readonly string[],
  input = `${PIN}\n`,
): { out: string; status: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [...trustee, ...args], {
    input,
    encoding: 'utf8',
  });
  return { out: stdout + stderr, status };
}

/** Enrolls a trustee with software keys in the folder `<directory>/<name>`. */
export function enrolled(directory: string, name: string): { home: string; enrollment: Enrollment } {
  const [home, out] = [join(directory, name), join(directory, `${name}.json`)];
  const { out: said, status } = runProgram([
    'enrol',
    '--home',
    home,
    '--name',
    name,
    '--out',
    out,
    '--software',
    '--rehearsal',
    '--pin-fd',
    '0',
  ]);
  if (status !== 0) throw new Error(said);
  return { home, enrollment: parseEnrollment(readFileSync(out)) };
}

/** Trustee in memory, whose messages the test chooses. */
export class PlayedTrustee {
  readonly enrollment: Enrollment;
  readonly signer: Signer;
  readonly #encryption: EncryptionSecret;
  readonly #secrets = new Map<number, RunSecrets>();

  static async make(name: string): Promise<PlayedTrustee> {
    const signer = softwareSigner();
    const encryption = newEncryptionSecret();
    const encryptionKey = encodeElement(encryption.publicKey);
    const signature = await signer.sign(enrollmentMessage(utf8(name), signer.publicKey, encryptionKey));
    const keys = {
      signingKey: toHex(signer.publicKey),
      encryptionKey: toHex(encryptionKey),
      signature: toHex(signature),
    };
    return new PlayedTrustee(parseEnrollment(printEnrollment(name, keys)), signer, encryption);
  }

  private constructor(enrollment: Enrollment, signer: Signer, encryption: EncryptionSecret) {
    this.enrollment = enrollment;
    this.signer = signer;
    this.#encryption = encryption;
  }

  /** Returns the number of the trustee in the room's manifest, or 0 if the trustee is not in it. */
  numberIn(room: Room): number {
    return (
      room.election.trustees.findIndex(({ signingKey }) => toHex(signingKey) === this.enrollment.signingKey) +
      1
    );
  }

  /** Returns the trustee's secrets of the current run, which are the same in each call. */
  secretsIn(room: Room): RunSecrets {
    const { run: current } = room.rehearsal.ceremony;
    const own =
      this.#secrets.get(current.number) ??
      new RunSecrets(room.election, current, this.numberIn(room), randomBytes(32));
    this.#secrets.set(current.number, own);
    return own;
  }

  shareIn(room: Room): Scalar {
    return this.secretsIn(room).share(this.#encryption);
  }

  /** Returns the message that an honest trustee would send now, signed. */
  async message(room: Room): Promise<Uint8Array> {
    const { run: current } = room.rehearsal.ceremony;
    const number = this.numberIn(room);
    const secrets = this.secretsIn(room);
    switch (current.awaited.message) {
      case 'answer':
        return this.signed(room, secrets.answer(current.openComplaint!.trustee));
      case 'share-check':
        return this.signed(room, makeShareCheck(room.election, current, number, this.shareIn(room)));
      case 'seal':
        return this.signed(room, makeSeal(current, number));
      default:
        return this.signed(room, secrets[current.awaited.message]());
    }
  }

  async signed(room: Room, unsigned: Uint8Array): Promise<Uint8Array> {
    return encodeMessage(await signEntry(this.signer, room.election.id, unsigned));
  }

  /** Posts the trustee's decryption share of the tally. */
  async decrypt(room: Room): Promise<void> {
    const number = this.numberIn(room);
    room.rehearsal.shares.set(number, this.shareIn(room));
    const share = room.rehearsal.makeShare(number);
    const entry = (await this.signed(room, encodeShareEntry(number, blobRef(share)))).subarray(4);
    await room.post(encodeMessage(entry, share));
  }

  /** Posts the message that the trustee owes now, if any. */
  async postDue(room: Room): Promise<void> {
    if (room.rehearsal.ceremony.run.awaited.from.includes(this.numberIn(room)))
      await room.post(await this.message(room));
  }
}
