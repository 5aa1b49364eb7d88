/** Milliseconds from a new screen to the first press that is taken: nobody has read it before. */
export const UNREAD_MS = 600;
