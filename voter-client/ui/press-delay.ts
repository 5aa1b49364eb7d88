/** Delay from a new screen to the first accepted press: nobody can have read the screen earlier. */
export const PRESS_DELAY_MS = 600;
