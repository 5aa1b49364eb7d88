/** Sentences about bytes and files. @module */
import { sentence } from './sentence.ts';

export const formSentences = {
  trailing: (n: number) => sentence(`sobran ${n} bytes al final`, `${n} bytes follow the last field`),
  tooShort: () => sentence('termina antes de su último campo', 'it ends before its last field'),
  tooLong: (limit: number) => sentence(`es más largo que ${limit} bytes`, `it is longer than ${limit} bytes`),
  tooMany: (n: number, limit: number) =>
    sentence(`dice ${n} donde caben ${limit}`, `it says ${n} where at most ${limit} are possible`),
  wrongLength: (n: number, right: number) =>
    sentence(`tiene ${n} bytes y deben ser ${right}`, `it has ${n} bytes and must have ${right}`),
  notUtf8: () => sentence('no es UTF-8', 'it is not UTF-8'),
  notHex: (n: number) =>
    sentence(`no son ${n} bytes en hexadecimal`, `it is not ${n} bytes in lower-case hex`),
  notDecimal: () => sentence('no es un número decimal', 'it is not a decimal number'),
  notBase64: () => sentence('no es base64 canónico', 'it is not canonical base64'),
  notAnElement: () =>
    sentence('un campo no es un elemento del grupo', 'a field is not an element of the group'),
  identityRefused: () => sentence('un elemento es la identidad', 'an element is the identity'),
  scalarTooLarge: () =>
    sentence(
      'un escalar no es menor que el orden del grupo',
      'a scalar is not less than the order of the group',
    ),
  badForm: () => sentence('no tiene la forma debida', 'it is not well formed'),
  badVkey: () => sentence('no es una llave de verificación', 'it is not a verification key'),
  badNote: () => sentence('no es un punto de control bien formado', 'it is not a well-formed checkpoint'),
  badReceipt: () => sentence('no es un comprobante bien formado', 'it is not a well-formed receipt'),
  badSignatures: () => sentence('no son válidas todas sus firmas', 'not all of its signatures hold'),
  badSigners: () =>
    sentence(
      'sus firmas no nombran llaves de la autoridad, distintas y en orden',
      'its signatures do not name keys of the authority, each once and in order',
    ),
  badSignature: () => sentence('su firma no es válida', 'its signature does not hold'),
  emptyEntry: () => sentence('un mensaje está vacío', 'an entry is empty'),
  missingFile: () => sentence('el archivo no está', 'the file is not there'),
  blobLength: (n: number) => sentence(`el anexo diría medir ${n} bytes`, `its blob would be ${n} bytes long`),
  blobMissing: (path: string) => sentence(`el anexo ${path} no está`, `the blob ${path} is not there`),
  wrongBlob: (path: string) =>
    sentence(`el anexo ${path} no es el firmado`, `the blob ${path} is not the one that was signed`),
};
