/** Program that verifies one board and prints the cost, so that each measurement has a process of its own. @module */
import { DirectoryReader } from '../../../verifier/board/directory-reader.ts';
import { verify } from '../../../verifier/verification/verify.ts';

const [directory] = process.argv.slice(2) as [string];
const files = new DirectoryReader(directory);
let read = 0;
const board = {
  read: async (path: string, limit: number): Promise<Uint8Array | undefined> => {
    const bytes = await files.read(path, limit);
    read += bytes?.length ?? 0;
    return bytes;
  },
};
const before = process.cpuUsage();
const { checks } = await verify(board, {
  soFar: true,
});
const { user, system } = process.cpuUsage(before);
const found = checks.filter(({ findings }) => findings.length > 0).map(({ id }) => id);
const peak = process.resourceUsage().maxRSS;
process.stdout.write(
  JSON.stringify({ cpu: (user + system) / 1e6, peak: peak / 1024, read: read / 1e6, found }),
);
