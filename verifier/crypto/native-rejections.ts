/**
 * Rules by which a signature is rejected because a native library rejects it, without asking the reference
 * implementation. The library must verify the same equation (platform.ts says for which scheme it does). Even
 * then it is trusted only as long as it agrees: the first rejections of a run all go to the reference, and
 * later ones at intervals. After one disagreement the reference decides every rejection. If a rejection was
 * accepted unconfirmed before, earlier judgements may be wrong, and the run ends without a verdict.
 * @module
 */

/** Number of rejections that the reference must confirm before one is accepted unconfirmed. */
const TRIAL_REJECTIONS = 32;
/** Interval at which the reference confirms later rejections. */
const SAMPLE_INTERVAL = 16;

export class NativeRejections {
  #count = 0;
  #disagreed = false;

  /**
   * Returns whether a signature is valid. `said`: the library's answer, or undefined if it gave none.
   * `reference`: verifies with the reference implementation. Throws if earlier rejections may have been wrong.
   */
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
