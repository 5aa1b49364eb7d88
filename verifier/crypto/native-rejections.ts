/**
 * Rejections by a native library that are accepted without asking the reference. The library must answer the
 * same question by the same equation (platform.ts says for which scheme it does). Even then it is trusted
 * only while it is seen to agree: the first rejections of a run all go to the reference, and later ones at
 * intervals. One disagreement ends the trust. If a rejection was accepted before it, earlier judgements may
 * be wrong, and the run ends without a verdict.
 * @module
 */

/** Number of rejections that the reference must confirm before one is accepted. */
const TRIAL_REJECTIONS = 32;
/** Interval at which the reference confirms later rejections. */
const SAMPLE_INTERVAL = 16;

export class NativeRejections {
  #count = 0;
  #disagreed = false;

  /** Returns the answer, given that of the library: undefined if it was not asked. */
  decide(said: boolean | undefined, reference: () => boolean): boolean {
    if (said !== false || this.#disagreed) return said === true || reference();
    const isTaken = this.#count >= TRIAL_REJECTIONS && this.#count % SAMPLE_INTERVAL !== 0;
    if (!isTaken && reference()) return this.#disagree();
    this.#count += 1;
    return false;
  }

  #disagree(): true {
    this.#disagreed = true;
    // The rejection whose number is TRIAL_REJECTIONS also went to the reference.
    if (this.#count > TRIAL_REJECTIONS) throw new Error('the platform refuses signatures that hold');
    return true;
  }
}
