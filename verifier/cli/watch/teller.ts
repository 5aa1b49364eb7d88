/** Who hears of a watch: the terminal, the log, the webhook, and the folder of evidence. @module */
import { appendFile } from 'node:fs/promises';
import type { Mirror } from '../../observe/mirror/mirror.ts';
import type { Alarm } from '../../observe/watch/watch.ts';
import type { Language } from '../../report/words.ts';
import { keepEvidence } from './evidence-folder.ts';
import type { Webhook } from './webhook.ts';
import { words } from './words.ts';

export interface TellerOptions {
  readonly mirror: Mirror;
  readonly place: string;
  readonly evidence: string;
  readonly log: string | undefined;
  readonly webhook: Webhook | undefined;
  readonly lang: Language;
  readonly print: (line: string) => void;
}

export class Teller {
  readonly #options: TellerOptions;
  alarms = 0;
  /** Of the worst alarm so far (spec §10.1). */
  grave = false;

  constructor(options: TellerOptions) {
    this.#options = options;
  }

  async alarm(alarm: Alarm): Promise<void> {
    const { mirror, place, evidence, webhook, lang, print } = this.#options;
    const { what, check, says, grave, size, misbehaviour } = alarm;
    const time = new Date();
    this.alarms += 1;
    this.grave ||= grave;
    const folder = misbehaviour && (await keepEvidence(evidence, misbehaviour, mirror, time));
    const { alarm: loud, incident, evidenceIn } = words[lang];
    const where = folder === undefined ? '' : ` (${evidenceIn(folder)})`;
    print(
      `${stamp(time)} ${grave ? loud : incident}: ${check === undefined ? '' : `${check} `}${says[lang]}${where}`,
    );
    const record = {
      time: time.toISOString(),
      event: 'alarm',
      board: place,
      what,
      check,
      grave,
      size,
      says,
      evidence: folder,
    };
    await this.log(record);
    webhook?.tell(record);
  }

  /** A line of the log, which is written before anyone else hears of it. */
  async log(record: object): Promise<void> {
    const { log } = this.#options;
    if (log !== undefined) await appendFile(log, `${JSON.stringify(record)}\n`);
  }

  /** A sentence on the terminal, and what machines read in the log. */
  async tell(event: string, sentence: string, more: object = {}): Promise<void> {
    const time = new Date();
    this.#options.print(`${stamp(time)} ${sentence}`);
    await this.log({ time: time.toISOString(), event, board: this.#options.place, ...more });
  }
}

const stamp = (time: Date): string => time.toISOString().replace(/\.\d+/, '');
