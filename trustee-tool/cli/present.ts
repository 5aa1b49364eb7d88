/** Presentation of the election, its fingerprints, the state of the board, and the step that is due. @module */

import { encodeElement } from '#crypto/group.ts';
import type { Election } from '#crypto/manifest/election.ts';
import type { Step } from '../certificates/act.ts';
import { fingerprintOf } from '../certificates/fingerprint.ts';
import type { Awaiting } from '../driver/turn.ts';
import type { Visit } from '../driver/visit.ts';
import type { Language, Words } from '../shared/words.ts';
import type { Dialogue } from './dialogue.ts';

/** Number of void entries that are listed, the latest ones. */
const MAX_LISTED_VOIDS = 8;

export class Presenter {
  readonly words: Words;
  readonly #dialogue: Dialogue;
  readonly #lang: Language;

  constructor(dialogue: Dialogue, words: Words, lang: Language) {
    this.#dialogue = dialogue;
    this.words = words;
    this.#lang = lang;
  }

  /** Shows the manifest, to be compared with the printed act. `own`: this trustee's signing key in hexadecimal. */
  election({ manifest, id, threshold, trusteeCount }: Election, own: string): void {
    const { words } = this;
    const lang = this.#lang;
    const voting = manifest.stages.find((stage) => stage.id === 'voting')!;
    this.#dialogue.note(manifest.title[lang], [
      ...(manifest.rehearsal ? [words.rehearsal] : []),
      `${words.authority}: ${manifest.authority.name[lang]}`,
      `${words.hours}: ${voting.starts} – ${voting.ends}`,
      words.threshold(threshold, trusteeCount),
      words.smallUnit(manifest.smallUnit),
      words.quorum(manifest.witnesses.quorum, manifest.witnesses.keys.length),
      ...manifest.trustees.candidates.map(
        ({ name, signingKey }, i) =>
          `  ${i + 1}. ${name[lang]}${signingKey === own ? ` (${words.you})` : ''}`,
      ),
      ...this.fingerprint(words.manifest, id),
    ]);
  }

  /** Returns the lines of a fingerprint, twelve words and figures. */
  fingerprint(what: string, value: Uint8Array): string[] {
    const { words, figures } = fingerprintOf(value);
    const lines = [0, 4, 8].map((i) => `  ${words.slice(i, i + 4).join('  ')}`);
    return ['', `${what}, ${this.words.words}:`, ...lines, `${what}, ${this.words.figures}:`, `  ${figures}`];
  }

  /** Shows the board's size, witnesses, void entries and excluded trustees. */
  visit({ checkpoint, record }: Visit): void {
    const { words } = this;
    const { culprits = [] } = record.state.ceremony ?? {};
    const witnesses = [...checkpoint.witnessed.keys()].join(', ');
    this.#dialogue.info(`${words.board(checkpoint.size)}; ${words.witnesses}: ${witnesses}`);
    if (record.voids.length > 0) {
      const shown = record.voids.slice(-MAX_LISTED_VOIDS).map(({ index, why, trustee }) => {
        const by = trustee === undefined ? '' : `, ${this.#names(record.election, [trustee])}`;
        return `  ${index}${by}: ${why}`;
      });
      this.#dialogue.note(words.voids(record.voids.length), shown);
    }
    if (culprits.length > 0)
      this.#dialogue.info(`${words.excluded}: ${this.#names(record.election, culprits)}`);
  }

  /** Explains a step before it is taken. */
  step(step: Step, { record }: Visit): void {
    const { words } = this;
    const { title, now, check, next } = words.steps[step];
    const { run } = record.state;
    const seal = step === 'seal';
    this.#dialogue.note(`${title} (${words.run} ${run.number})`, [
      ...wrap(`${words.now}: ${now}`),
      ...wrap(`${words.check}: ${check}`),
      ...(seal ? this.fingerprint(words.manifest, record.election.id) : []),
      ...(seal ? this.fingerprint(words.key, encodeElement(run.key)) : []),
      ...(run.openComplaint && step === 'answer'
        ? [`${words.accuser}: ${this.#names(record.election, [run.openComplaint.trustee])}`]
        : []),
      ...(step === 'decrypt' ? ['', words.ballots(record.ballots, record.counted)] : []),
      ...(step === 'decrypt' ? [...this.#withheld(record), ''] : []),
      ...wrap(`${words.next}: ${next}`),
    ]);
  }

  /** Returns lines that name the contests with so few ballots that they are not decrypted (spec §9.2). */
  #withheld({ election, withheld }: Visit['record']): string[] {
    const { contests, smallUnit } = election.manifest;
    return withheld.flatMap((c) => wrap(this.words.withheld(contests[c]!.title[this.#lang], smallUnit)));
  }

  awaiting(awaiting: Awaiting, election: Election): void {
    const { words } = this;
    if (awaiting.kind !== 'trustees') return this.#dialogue.info(words.awaiting[awaiting.kind]);
    const { message, from } = awaiting;
    this.#dialogue.info(
      `${words.awaiting.trustees}: ${words.steps[message].title}: ${this.#names(election, from)}`,
    );
  }

  #names({ manifest }: Election, numbers: readonly number[]): string {
    return numbers.map((n) => manifest.trustees.candidates[n - 1]?.name[this.#lang] ?? `${n}`).join(', ');
  }
}

/** Breaks a text into lines of 72 characters. */
function wrap(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    if (lines.at(-1)!.length + word.length > 71) lines.push('   ');
    lines[lines.length - 1] += lines.at(-1) === '' ? word : ` ${word}`;
  }
  return lines;
}
