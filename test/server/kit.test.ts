import { expect, test } from 'vitest';
import { newCode } from '#crypto/credential.ts';
import { softwareSigner } from '#crypto/ecdsa.ts';
import { envelopeOpener } from '#crypto/envelope.ts';
import { randomBytes } from '#crypto/random.ts';
import { openKit, sealKit, type Kit } from '#server/api/site-bundle.ts';

const registrar = softwareSigner();
const election = { id: randomBytes(32), registrarKey: registrar.publicKey };
const opener = await envelopeOpener(randomBytes(32), 'desk-kit', election.id);
const kit: Kit = { site: 0, made: 1, codes: [newCode()], people: [] };
const sealed = await sealKit(opener.publicKey, election.id, registrar, kit);

test('the kit of the registrar opens', async () => {
  expect(await openKit(opener, election, sealed)).toEqual(kit);
});

test('everybody can seal for a desk, but a kit that the registrar did not sign is refused', async () => {
  const stranger = await sealKit(opener.publicKey, election.id, softwareSigner(), kit);
  await expect(openKit(opener, election, stranger)).rejects.toThrow('not signed by the registrar');
  const elsewhere = await sealKit(opener.publicKey, randomBytes(32), registrar, kit);
  await expect(openKit(opener, election, elsewhere)).rejects.toThrow('not sealed for this desk');
});

test('a changed byte anywhere is refused', async () => {
  for (let at = 0; at < sealed.length; at += 7) {
    const changed = Uint8Array.from(sealed);
    changed[at]! ^= 1;
    await expect(openKit(opener, election, changed), `byte ${at}`).rejects.toThrow('the kit');
  }
});
