/** Message for the user if there is no verdict. @module */
import { NoBoardError, UnreadableError } from '../board/reader.ts';
import { type Language, words } from '../report/words.ts';

/**
 * Returns the reason why a board cannot be read, or the system's message about a file. Any other error is a bug
 * of this program; the message then has the stack trace.
 */
export function explain(error: unknown, place: string, lang: Language): string {
  if (error instanceof NoBoardError) return words[lang].noBoard(place);
  if (error instanceof UnreadableError) return error.says[lang];
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? error.message : `${words[lang].crash}: ${error.stack ?? error.message}`;
}
