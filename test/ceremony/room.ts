/**
 * Key ceremony on a board without a server, for training and for tests. This class acts as authority, registry, board
 * and witnesses; its callers act as trustees and post messages.
 * @module
 */

import { fromHex } from '#crypto/bytes.ts';
import { deriveCredential, newCode } from '#crypto/credential.ts';
import { decodeElement, encodeElement, prepare } from '#crypto/group.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { randomBytes } from '#crypto/random.ts';
import { makeBallot, type Choices } from '#crypto/ballot/ballot.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { parseShareEntry } from '#crypto/record/office.ts';
import {
  newParties,
  writeManifest,
  type ManifestTemplate,
  type PartyNumbers,
} from '#server/rehearsal/parties/parties.ts';
import { folderSource, type Source } from '#trustee-tool/board/source.ts';
import type { Enrollment } from '#trustee-tool/shared/enrollment.ts';
import { decodeMessage } from '#crypto/entry/message.ts';
import { BoardWriter } from '../election/board-writer.ts';
import { logSigner, witnessCosigner } from '../election/log-keys.ts';
import { Rehearsal } from '../election/rehearsal.ts';

export class Room {
  readonly rehearsal: Rehearsal;
  /** Folder of the board. */
  readonly directory: string;
  #queue: Promise<unknown> = Promise.resolve();

  /** Starts the board with a manifest that names the enrolled trustees. */
  static async begin(
    directory: string,
    template: ManifestTemplate,
    enrollments: readonly Enrollment[],
    numbers: PartyNumbers,
  ): Promise<Room> {
    const parties = { ...newParties({ count: 0, threshold: 0 }), trustees: [] };
    const trustees = enrollments.map(({ name, signingKey, encryptionKey }) => ({
      name,
      signer: { publicKey: fromHex(signingKey, 33) },
      encryption: { publicKey: decodeElement(fromHex(encryptionKey, 32)) },
    }));
    const manifest = writeManifest(template, { ...parties, trustees }, numbers);
    const board = await BoardWriter.create(
      directory,
      logSigner(template.board.origin, parties.logSeed),
      parties.witnesses.map(witnessCosigner),
    );
    return new Room(directory, await Rehearsal.begin(manifest, parties, board));
  }

  private constructor(directory: string, rehearsal: Rehearsal) {
    this.directory = directory;
    this.rehearsal = rehearsal;
  }

  /** Source of the published board. */
  get source(): Source {
    return folderSource(this.directory);
  }

  get election(): Election {
    return this.rehearsal.election;
  }

  /**
   * Posts a message of a trustee. Rejects, as the server does, if the message is not valid now or was posted before.
   */
  readonly post = (message: Uint8Array): Promise<void> => {
    const taken = this.#queue.then(() => this.#take(message));
    this.#queue = taken.catch(() => undefined);
    return taken;
  };

  /**
   * Publishes credentials for as many voters as there are choices, and their ballots. All are of the first style and
   * the first unit of this style.
   */
  async vote(all: readonly Choices[]): Promise<void> {
    const { rehearsal, election } = this;
    const [style] = election.styles;
    const unit = style!.units[0]!;
    const key = prepare(rehearsal.ceremony.run.key);
    const credentials = all.map(() => deriveCredential(election.id, newCode()));
    await rehearsal.listCredentials(
      credentials.map(({ X }) => ({ X: encodeElement(X), style: style!.position, unit })),
    );
    await rehearsal.open();
    for (const [i, choices] of all.entries()) {
      const caster = { election, key, style: style!, unit, credential: credentials[i]! };
      await rehearsal.cast(makeBallot(caster, choices, randomBytes(32)));
    }
    await rehearsal.mark(30);
  }

  /** Publishes closing, admissions, and the encrypted tally. */
  async close(): Promise<void> {
    await this.rehearsal.close();
    await this.rehearsal.publishTally();
  }

  async #take(message: Uint8Array): Promise<void> {
    const { entry, blob } = decodeMessage(message);
    if (entry[0] === Kind.decryptionShare)
      await this.rehearsal.shareEntry(parseShareEntry(entry).trustee, entry, blob);
    else {
      this.rehearsal.ceremony.accept(entry, this.rehearsal.now); // throws if it is void, so that it is not published
      await this.rehearsal.board.append(entry);
    }
    await this.rehearsal.mark(1);
  }
}
