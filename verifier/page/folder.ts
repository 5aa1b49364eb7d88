/** Lists of the files in a chosen or dropped folder. The files are read later. @module */
import { findBoard, type Folder } from './find-board.ts';

/**
 * Lists the files of `<input type="file" webkitdirectory>`, where every path begins with the folder's name.
 */
export function chosenFolder(files: Iterable<File>): Folder {
  const all = [...files].map((file): [string, File] => [file.webkitRelativePath, file]);
  return findBoard(all[0]?.[0].replace(/\/.*/, '') ?? '', new Map(all));
}

/**
 * Lists the files of a dropped folder, or returns undefined if it is not one folder. Must be called while the
 * event is handled. If the page was opened from a file, Chromium gives folders only as file system handles;
 * other browsers give them only as entries.
 */
export async function droppedFolder(items: DataTransferItemList): Promise<Folder | undefined> {
  const [item, ...others] = [...items].filter(({ kind }) => kind === 'file');
  if (!item || others.length > 0) return undefined;
  const files = new Map<string, File>();
  if ('getAsFileSystemHandle' in item) {
    const handle = await (
      item as { getAsFileSystemHandle(): Promise<FileSystemHandle | null> }
    ).getAsFileSystemHandle();
    if (handle?.kind !== 'directory') return undefined;
    await readHandle(handle as FileSystemDirectoryHandle, handle.name, files);
    return findBoard(handle.name, files);
  }
  const entry = item.webkitGetAsEntry();
  if (!entry?.isDirectory) return undefined;
  await readEntry(entry as FileSystemDirectoryEntry, entry.name, files);
  return findBoard(entry.name, files);
}

async function readHandle(
  folder: FileSystemDirectoryHandle,
  path: string,
  files: Map<string, File>,
): Promise<void> {
  for await (const [name, handle] of folder.entries()) {
    const own = `${path}/${name}`;
    if (handle.kind === 'directory') await readHandle(handle, own, files);
    else files.set(own, await handle.getFile());
  }
}

async function readEntry(
  folder: FileSystemDirectoryEntry,
  path: string,
  files: Map<string, File>,
): Promise<void> {
  const reader = folder.createReader();
  for (;;) {
    // Each call returns some of the entries. It returns none when there are no more.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (entries.length === 0) return;
    for (const entry of entries) {
      const own = `${path}/${entry.name}`;
      if (entry.isDirectory) await readEntry(entry as FileSystemDirectoryEntry, own, files);
      else
        files.set(
          own,
          await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)),
        );
    }
  }
}
