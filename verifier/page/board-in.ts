/** Which files of a folder are the board's. @module */
import type { FolderFiles } from './messages.ts';

/** A folder and the board in it. */
export interface Folder {
  readonly name: string;
  /** Empty if there is no board in it. */
  readonly files: FolderFiles;
}

/** The board is where the file `checkpoint` is, in the folder or below it; of several, none is taken for the one that was meant. */
export function boardIn(name: string, files: FolderFiles): Folder {
  const roots = [...files.keys()].flatMap((path) =>
    /(^|\/)checkpoint$/.test(path) ? [path.slice(0, -'checkpoint'.length)] : [],
  );
  const depth = (path: string): number => path.split('/').length;
  const least = Math.min(...roots.map(depth));
  const [root, ...others] = roots.filter((own) => depth(own) === least);
  if (root === undefined || others.length > 0) return { name, files: new Map() };
  return {
    name,
    files: new Map(
      [...files].flatMap(([path, file]): [string, File][] =>
        path.startsWith(root) ? [[path.slice(root.length), file]] : [],
      ),
    ),
  };
}
