/** Faulty PKCS#11 device for tests: SoftHSM2 behind the module fault-shim.c, which is compiled on demand. @module */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { softhsmModule } from './modules.ts';

export interface FaultShim {
  readonly module: string;
  /** Makes a function return a value, hang or crash from now on. */
  inject(call: string, does: number | 'hangs' | 'crashes'): void;
  heal(): void;
}

export function faultShim(): FaultShim {
  const work = mkdtempSync(join(tmpdir(), 'sivei-faults-'));
  const [module, fault] = [join(work, 'shim.so'), join(work, 'fault')];
  const source = fileURLToPath(new URL('./fault-shim.c', import.meta.url));
  const headers = join(process.cwd(), 'node_modules/pkcs11js/includes/pkcs11');
  const names = [`-DFAULT="${fault}"`, `-DMODULE="${softhsmModule}"`];
  execFileSync('cc', ['-shared', '-fPIC', '-o', module, '-I', headers, ...names, source, '-ldl']);
  return {
    module,
    inject: (call, does) => writeFileSync(fault, `${call} ${does}\n`),
    heal: () => rmSync(fault, { force: true }),
  };
}
