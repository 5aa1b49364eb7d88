/** Messages of the commands mirror, watch and evidence, in Spanish and English. @module */
import type { EvidenceReport } from '../../observe/watch/evidence.ts';
import type { Language } from '../../report/words.ts';

interface Words {
  readonly mirroring: string;
  readonly upToDate: (size: string) => string;
  readonly mirrored: (size: string) => string;
  readonly missing: (paths: string) => string;
  readonly refused: (why: string) => string;
  readonly watching: (place: string, seconds: number) => string;
  readonly grown: (size: string, verdict: string) => string;
  readonly alarm: string;
  readonly incident: string;
  readonly evidenceIn: (folder: string) => string;
  readonly unreachable: (why: string) => string;
  readonly answersAgain: string;
  readonly webhookFailed: (why: string) => string;
  readonly ended: (alarms: number) => string;
  readonly worth: Readonly<Record<EvidenceReport['worth'], string>>;
  readonly manifest: (hash: string) => string;
}

export const words: Readonly<Record<Language, Words>> = {
  es: {
    mirroring: 'Copiando',
    upToDate: (size) => `La copia está al día: ${size} mensajes.`,
    mirrored: (size) => `Copiada hasta ${size} mensajes.`,
    missing: (paths) => `La pizarra no tiene estos archivos, o no los que nombran sus mensajes: ${paths}`,
    refused: (why) => `NO SE COPIÓ, y la copia anterior queda como estaba: ${why}`,
    watching: (place, seconds) => `Vigilando ${place} cada ${seconds} segundos. Ctrl+C termina.`,
    grown: (size, verdict) => `${size} mensajes. ${verdict}`,
    alarm: 'ALARMA',
    incident: 'AVISO',
    evidenceIn: (folder) => `evidencia en ${folder}`,
    unreachable: (why) => `No se pudo leer la pizarra: ${why}`,
    answersAgain: 'La pizarra responde otra vez.',
    webhookFailed: (why) => `Una alarma no llegó a la dirección de --webhook: ${why}`,
    ended: (alarms) => `Terminó la vigilancia. Alarmas: ${alarms}`,
    worth: {
      proven: 'PROBADO, ante cualquiera que confíe en este manifiesto:',
      attested: 'AUTÉNTICO, pero no prueba nada a quien no confíe en quien vigiló:',
      nothing: 'NO PRUEBA NADA:',
    },
    manifest: (hash) => `Huella del manifiesto, para comparar con un acta: ${hash}`,
  },
  en: {
    mirroring: 'Copying',
    upToDate: (size) => `The mirror is up to date: ${size} entries.`,
    mirrored: (size) => `Copied up to ${size} entries.`,
    missing: (paths) =>
      `The board does not have these files, or not the ones that its entries name: ${paths}`,
    refused: (why) => `NOT COPIED, and the mirror stays as it was: ${why}`,
    watching: (place, seconds) => `Watching ${place} every ${seconds} seconds. Ctrl+C ends it.`,
    grown: (size, verdict) => `${size} entries. ${verdict}`,
    alarm: 'ALARM',
    incident: 'NOTICE',
    evidenceIn: (folder) => `evidence in ${folder}`,
    unreachable: (why) => `The board could not be read: ${why}`,
    answersAgain: 'The board answers again.',
    webhookFailed: (why) => `An alarm did not reach the address of --webhook: ${why}`,
    ended: (alarms) => `The watch has ended. Alarms: ${alarms}`,
    worth: {
      proven: 'PROVEN, to anyone who trusts this manifest:',
      attested: 'GENUINE, but it proves nothing to anyone who does not trust the watcher:',
      nothing: 'IT PROVES NOTHING:',
    },
    manifest: (hash) => `Hash of the manifest, to compare with an act: ${hash}`,
  },
};

export const usage = {
  badWebhook: 'an https address expected (http only on this machine), without user and fragment',
} as const;
