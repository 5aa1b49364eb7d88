/** How far a long work is, on one line of a terminal; nothing elsewhere. @module */

export class Progress {
  #wasShown = false;

  show(text: string): void {
    if (!process.stderr.isTTY) return;
    this.#wasShown = true;
    process.stderr.write(`\r${text}\u001B[K`);
  }

  end(): void {
    if (this.#wasShown) process.stderr.write('\n');
  }
}
