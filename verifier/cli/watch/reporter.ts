/** Reporter of a watch's events to the terminal, the log, the webhook and the evidence folder. @module */
import { appendFile } from 'node:fs/promises';
import type { Mirror } from '../../observe/mirror/mirror.ts';
import type { Alarm } from '../../observe/watch/watch.ts';
import type { Language } from '../../report/words.ts';
import { keepEvidence } from './evidence-folder.ts';
import type { Webhook } from './webhook.ts';
import { words } from './words.ts';

export interface ReporterOptions {
  readonly mirror: Mirror;
  readonly place: string;
  readonly evidence: string;
  readonly log: string | undefined;
  readonly webhook: Webhook | undefined;
  readonly lang: Language;
  readonly print: (line: string) => void;
}

export class WatchReporter {
  readonly #options: ReporterOptions;
  alarms = 0;
  /** Whether any alarm so far was grave (spec §10.1). */
  grave = false;

  constructor(options: ReporterOptions) {
    this.#options = options;
  }

  async reportAlarm(alarm: Alarm): Promise<void> {
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
    await this.appendLog(record);
    webhook?.send(record);
  }

  /** Appends a line to the log, if there is one. Called before the webhook is notified. */
  async appendLog(record: object): Promise<void> {
    const { log } = this.#options;
    if (log !== undefined) await appendFile(log, `${JSON.stringify(record)}\n`);
  }

  /** Prints a sentence and appends the event to the log. */
  async reportEvent(event: string, sentence: string, more: object = {}): Promise<void> {
    const time = new Date();
    this.#options.print(`${stamp(time)} ${sentence}`);
    await this.appendLog({ time: time.toISOString(), event, board: this.#options.place, ...more });
  }
}

const stamp = (time: Date): string => time.toISOString().replace(/\.\d+/, '');
