/** Download of a file from memory, without the network. @module */

export function saveFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Most browsers have read the bytes when the click returns; some read them a moment later.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
