import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, u64, utf8 } from '../bytes.ts';
const b64 = (b: Uint8Array): string => btoa(String.fromCharCode(...b));
export const ed25519PublicKey = (seed: Uint8Array) => ed25519.getPublicKey(seed);
const keyId = (v: { name: string; type: number; publicKey: Uint8Array }) =>
  sha256(concat(utf8(v.name + '\n'), Uint8Array.of(v.type), v.publicKey)).slice(0, 4);
export const formatVkey = (v: { name: string; type: number; publicKey: Uint8Array }) =>
  `${v.name}+${[...keyId(v)].map((x) => x.toString(16).padStart(2, '0')).join('')}+${b64(concat(Uint8Array.of(v.type), v.publicKey))}`;
export const parseVkey = (s: string) => {
  const [name, id, ...rest] = s.split('+');
  if (!name || !id || rest.length < 1) throw new Error('vkey');
  const raw = Uint8Array.from(atob(rest.join('+')), (c) => c.charCodeAt(0));
  const v = { name, type: raw[0]!, publicKey: raw.slice(1) };
  if (formatVkey(v) !== s) throw new Error('vkey');
  return v;
};
export const leafHash = (d: Uint8Array) => sha256(concat(Uint8Array.of(0), d));
export const nodeHash = (l: Uint8Array, r: Uint8Array) => sha256(concat(Uint8Array.of(1), l, r));
export class Frontier {
  size = 0;
  private stack: { n: number; h: Uint8Array }[] = [];
  append(h: Uint8Array) {
    this.size++;
    this.stack.push({ n: 1, h });
    while (this.stack.length > 1 && this.stack.at(-1)!.n === this.stack.at(-2)!.n) {
      const r = this.stack.pop()!,
        l = this.stack.pop()!;
      this.stack.push({ n: l.n * 2, h: nodeHash(l.h, r.h) });
    }
  }
  root() {
    return this.stack.length === 0
      ? sha256(new Uint8Array())
      : this.stack.map((s) => s.h).reduceRight((r, l) => nodeHash(l, r));
  }
}
export const TILE_WIDTH = 256;
export const tilePath = (level: number | 'entries', n: number, w?: number) => {
  const parts = [];
  let s = String(n);
  s = s.padStart(Math.ceil(s.length / 3) * 3, '0');
  for (let i = 0; i < s.length; i += 3) parts.push((i + 3 < s.length ? 'x' : '') + s.slice(i, i + 3));
  return `tile/${level}/${parts.join('/')}${w ? `.p/${w}` : ''}`;
};
export const logSigner = (origin: string, seed: Uint8Array) => (size: number, root: Uint8Array) => {
  const text = `${origin}\n${size}\n${b64(root)}\n`;
  const id = keyId({ name: origin, type: 1, publicKey: ed25519.getPublicKey(seed) });
  return utf8(`${text}\n— ${origin} ${b64(concat(id, ed25519.sign(utf8(text), seed)))}\n`);
};
export const witnessCosigner =
  (w: { name: string; seed: Uint8Array }) => async (note: Uint8Array, time: number) => {
    const all = new TextDecoder().decode(note);
    const text = all.slice(0, all.lastIndexOf('\n\n') + 1);
    const id = keyId({ name: w.name, type: 4, publicKey: ed25519.getPublicKey(w.seed) });
    const sig = ed25519.sign(utf8(`cosignature/v1\ntime ${time}\n${text}`), w.seed);
    return concat(note, utf8(`— ${w.name} ${b64(concat(id, u64(time), sig))}\n`));
  };
