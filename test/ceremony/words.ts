/** Messages of the ceremony's rehearsal. @module */

const es = {
  name: (i: number) => `Custodia ${i}`,
  notEmpty: 'La carpeta no está vacía; elija otra con --out',
  threshold:
    'Deben bastar menos custodias de las que hay: si se pierde un dispositivo, el cómputo debe seguir siendo posible.',
  noTerminal: 'Nadie puede contestar: use una terminal, o --yes.',
  enrol: (n: number) => `1. Registro: ${n} custodias crean sus llaves.`,
  ceremony:
    '2. Creación de la llave. El manifiesto ya nombra a las custodias; cada mensaje va y viene en un medio.',
  pin: (pin: string) => `El PIN de su dispositivo de ensayo es: ${pin}`,
  vote: (n: number) => `3. Apertura, ${n} boletas de ensayo, cierre y suma cifrada (los hace este programa).`,
  count: (t: number) => `4. Cómputo: bastan ${t} custodias.`,
  verify: '5. Verificación independiente de todo lo anterior:',
  end: (out: string) => `Actas, pizarra y carpetas de las custodias están en ${out}.`,
};

const en: typeof es = {
  name: (i) => `Trustee ${i}`,
  notEmpty: 'The folder is not empty; choose another with --out',
  threshold:
    'Fewer trustees must suffice than there are: if a token is lost, the count must still be possible.',
  noTerminal: 'Nobody can answer: use a terminal, or --yes.',
  enrol: (n) => `1. Enrolment: ${n} trustees make their keys.`,
  ceremony: '2. Key creation. The manifest names the trustees; every message goes and comes on a medium.',
  pin: (pin) => `The PIN of your rehearsal token is: ${pin}`,
  vote: (n) => `3. Opening, ${n} rehearsal ballots, closing and encrypted sum (done by this program).`,
  count: (t) => `4. Count: ${t} trustees suffice.`,
  verify: '5. Independent verification of all of it:',
  end: (out) => `Acts, board and the trustees’ folders are in ${out}.`,
};

export const ceremonyWords = { es, en } as const;
