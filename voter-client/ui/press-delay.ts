/** Time after a new screen before presses are accepted: nobody can have read the screen earlier. */
export const PRESS_DELAY_MS = 600;
