/**
 * Baseline of the benchmark: Belenios' verifier (Debian's package belenios-tool) on an election of Belenios with the
 * same number of options. The ballots are made by belenios-tool, too.
 * @module
 */
import { execFile, execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Belenios' default group in version 2, of 2048 bits. */
const GROUP = 'BELENIOS-2048';

export function beleniosVersion(): string | undefined {
  try {
    return execFileSync('belenios-tool', ['--version'], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

export class BeleniosElection {
  readonly #directory: string;
  readonly #options: number;
  readonly #uuid: string;
  #credentials: string[] = [];

  /** Creates an election in an empty directory. `voters`: maximum number of ballots. */
  constructor(directory: string, options: number, voters: number) {
    this.#directory = directory;
    this.#options = options;
    this.#uuid = this.#tool(['setup', 'generate-token']).trim();
    const uuid = ['--uuid', this.#uuid, '--group', GROUP];
    const lines = Array.from({ length: voters }, (_, i) => `voter${i}@example.com,voter${i},1`);
    writeFileSync(join(directory, 'voters.txt'), `${lines.join('\n')}\n`);
    this.#tool(['setup', 'generate-credentials', ...uuid, '--file', 'voters.txt']);
    this.#rename('.pubcreds', 'public_creds.json');
    this.#rename('.privcreds', 'private_creds.txt');
    this.#credentials = readFileSync(join(directory, 'private_creds.txt'), 'utf8').trim().split('\n');
    this.#tool(['setup', 'generate-trustee-key', '--group', GROUP]);
    this.#rename('.pubkey', 'public_keys.jsons');
    this.#tool(['setup', 'make-trustees']);
    const answers = Array.from({ length: options }, (_, i) => `option ${i}`);
    const template = {
      description: '',
      name: 'benchmark',
      questions: [{ answers, min: 1, max: 1, question: 'which' }],
      administrator: 'administrator',
      credential_authority: 'authority',
    };
    writeFileSync(join(directory, 'questions.json'), JSON.stringify(template));
    this.#tool(['setup', 'make-election', ...uuid, '--template', 'questions.json']);
    this.#tool(['archive', 'init']);
  }

  /** Makes and adds ballots. A new process makes each. */
  async vote(count: number): Promise<void> {
    const choice = [Array.from({ length: this.#options }, (_, i) => (i === 1 ? 1 : 0))];
    writeFileSync(join(this.#directory, 'choice.json'), JSON.stringify(choice));
    for (const line of this.#credentials.splice(0, count)) {
      writeFileSync(join(this.#directory, 'credential'), line.split(' ').at(-1)!);
      const ballot = await this.#toolAsync([
        'election',
        'generate-ballot',
        '--privcred',
        'credential',
        '--ballot',
        'choice.json',
      ]);
      this.#tool(['archive', 'add-event', '--type=Ballot'], ballot);
    }
  }

  /** Returns the milliseconds of one verification of all ballots. */
  verify(): number {
    const start = performance.now();
    this.#tool(['election', 'verify']);
    return performance.now() - start;
  }

  #rename(ending: string, name: string): void {
    const found = readdirSync(this.#directory).find((file) => file.endsWith(ending))!;
    renameSync(join(this.#directory, found), join(this.#directory, name));
  }

  #tool(args: readonly string[], input = ''): string {
    return execFileSync('belenios-tool', args, {
      cwd: this.#directory,
      input,
      encoding: 'utf8',
      env: { ...process.env, BELENIOS_USE_URANDOM: '1' },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
  }

  #toolAsync(args: readonly string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      execFile(
        'belenios-tool',
        args,
        { cwd: this.#directory, env: { ...process.env, BELENIOS_USE_URANDOM: '1' } },
        (error, stdout) => (error ? reject(error) : resolve(stdout)),
      );
    });
  }
}
