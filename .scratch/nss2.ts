import { createDecipheriv } from 'node:crypto';
import { nssToken } from '../test/hsm/modules.ts';
import { Library, pkcs11 as p } from '#hsm/pkcs11/library.ts';
import { Session } from '#hsm/pkcs11/session.ts';
import { makeAesKey, aesKey } from '#hsm/pkcs11/keys.ts';
const l = nssToken();
const lib = Library.open(l);
const s = new Session(lib, lib.find(l), 'ensayo-7391');
makeAesKey(s, 'v', Buffer.alloc(16, 1));
const v = aesKey(s, 'v');
const kek = Buffer.alloc(32, 9);
const w = s.call((raw, h) =>
  raw.C_CreateObject(h, [
    { type: p.CKA_CLASS, value: p.CKO_SECRET_KEY },
    { type: p.CKA_KEY_TYPE, value: p.CKK_AES },
    { type: p.CKA_VALUE, value: kek },
    { type: p.CKA_WRAP, value: true },
    { type: p.CKA_TOKEN, value: false },
  ]),
);
const out = s.call((raw, h) => raw.C_WrapKey(h, { mechanism: p.CKM_AES_KEY_WRAP }, w, v, Buffer.alloc(64)));
const d = createDecipheriv('id-aes256-wrap' as any, kek, Buffer.from('A6A6A6A6A6A6A6A6', 'hex'));
const key = Buffer.concat([d.update(out), d.final()]);
console.log('wrapped', out.length, 'key length', key.length);
const iv = Buffer.alloc(12, 3);
const ct = s.call((raw, h) => {
  raw.C_EncryptInit(
    h,
    {
      mechanism: p.CKM_AES_GCM,
      parameter: {
        type: p.CK_PARAMS_AES_GCM_v240,
        iv,
        ivBits: 96,
        aad: Buffer.alloc(1),
        tagBits: 128,
      } as any,
    },
    v,
  );
  return Buffer.from(raw.C_Encrypt(h, Buffer.from('hola'), Buffer.alloc(20)));
});
const g = createDecipheriv('aes-256-gcm', key, iv);
g.setAAD(Buffer.alloc(1));
g.setAuthTag(ct.subarray(-16));
console.log(g.update(ct.subarray(0, -16)).toString(), g.final().length);
const c = s.call((raw, h) =>
  raw.C_CopyObject(h, v, [
    { type: p.CKA_TOKEN, value: false },
    { type: p.CKA_EXTRACTABLE, value: true },
  ]),
);
console.log('copy extractable', s.flag(c, p.CKA_EXTRACTABLE), 'sensitive', s.flag(c, p.CKA_SENSITIVE));
try {
  console.log(s.bytes(c, p.CKA_VALUE).length);
} catch (e) {
  console.log(String(e));
}
