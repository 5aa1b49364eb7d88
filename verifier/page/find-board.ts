/** Search for the board in a folder. @module */
import type { FolderFiles } from './messages.ts';

/** Folder that the user chose, and the files of the board in it. */
export interface Folder {
  readonly name: string;
  /** Empty if the folder has no board. */
  readonly files: FolderFiles;
}

/**
 * Finds the board, which is where the file `checkpoint` is, in the folder or below it. If several boards are
 * equally deep, returns no files, because the user may have meant any of them.
 */
export function findBoard(name: string, files: FolderFiles): Folder {
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
