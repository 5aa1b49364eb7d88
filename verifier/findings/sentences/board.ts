/** Sentences about a board on a web site or in a folder that cannot be read. @module */
import { sentence } from './sentence.ts';

export const boardSentences = {
  fileFailed: (path: string, reason: string) =>
    sentence(
      `no se pudo leer el archivo ${path}: ¿se movió o cambió después de elegir la carpeta? (${reason})`,
      `the file ${path} could not be read: was it moved or changed after the folder was chosen? (${reason})`,
    ),
  userFileUnreadable: (path: string) =>
    sentence(
      `${path} no está, o no es un archivo, sino una carpeta u otra cosa. No se comprobó nada. Indica un archivo; con --receipts, una carpeta que solo tenga comprobantes`,
      `${path} is not there, or is no file but a folder or something else. Nothing was checked. Name a file; with --receipts, a folder that has receipts only`,
    ),
  badAddress: (url: string) =>
    sentence(
      `${url} no es la dirección de una pizarra: http o https, sin usuario, pregunta ni fragmento`,
      `${url} is not the address of a board: http or https, without user, query or fragment`,
    ),
  webFailed: (url: string, reason: string) =>
    sentence(`no se pudo leer ${url} (${reason})`, `${url} could not be read (${reason})`),
  webTooSlow: (url: string) => sentence(`${url} tarda demasiado`, `${url} takes too long`),
  webRedirects: (url: string) =>
    sentence(
      `${url} remite a otro sitio, y eso no se sigue: da la dirección definitiva`,
      `${url} redirects elsewhere, which is not followed: give the final address`,
    ),
  webAnswers: (url: string, status: number) =>
    sentence(`${url} responde con el estado ${status}`, `${url} answers with status ${status}`),
};
