/**
 * When a library's no is taken without asking the reference. It must be one that answers the same question by the same
 * equation (platform.ts says for which scheme that is so), and even then it is believed only while it is seen to agree: the
 * first refusals of a run are all put to the reference, and later ones now and then. One disagreement ends it for good; if
 * a no was taken before, what was judged so far may be wrong, and the run ends without a verdict.
 * @module
 */

/** Refusals in which the reference agrees, before one is taken. */
const TRIAL = 32;
/** Of so many later ones the reference is asked about one. */
const SAMPLE = 16;

export class Refusals {
  #count = 0;
  #disagreed = false;

  /** The answer to a question to which the library said this; undefined if it was not asked. */
  settle(said: boolean | undefined, reference: () => boolean): boolean {
    if (said !== false || this.#disagreed) return said === true || reference();
    const isTaken = this.#count >= TRIAL && this.#count % SAMPLE !== 0;
    if (!isTaken && reference()) return this.#disagree();
    this.#count += 1;
    return false;
  }

  #disagree(): true {
    this.#disagreed = true;
    // The one at the number of the trial was put to the reference, too.
    if (this.#count > TRIAL) throw new Error('the platform refuses signatures that hold');
    return true;
  }
}
