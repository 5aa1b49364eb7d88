/** Why there is no verdict, in words. @module */
import { Unreadable } from '../board/reader.ts';
import { NoBoard } from '../verification/verify.ts';
import { type Language, words } from '../report/words.ts';

/** A board that cannot be read says why; files that cannot be read are the system's message; all else is a bug of ours, with its trace. */
export function explain(error: unknown, place: string, lang: Language): string {
  if (error instanceof NoBoard) return words[lang].noBoard(place);
  if (error instanceof Unreadable) return error.says[lang];
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? error.message : `${words[lang].crash}: ${error.stack ?? error.message}`;
}
