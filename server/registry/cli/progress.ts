/** Progress line on a terminal; nothing is written if standard error is no terminal. @module */

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
