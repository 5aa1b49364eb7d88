/** Milliseconds from a new screen to the first press that is taken: nobody has read it before. */
export const PRESS_DELAY_MS = 600;
