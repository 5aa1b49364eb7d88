/** Report on a device as text for people. @module */
import type { Report } from '../report/check.ts';

export type Language = 'es' | 'en';

const words = {
  es: {
    library: 'Biblioteca',
    token: 'Dispositivo',
    firmware: 'hardware, firmware',
    must: 'obligatorio',
    should: 'deseable',
    yes: 'sí',
    no: 'NO',
    meets: 'Cumple lo obligatorio del perfil',
    fails: 'NO cumple lo obligatorio del perfil',
    notHardware:
      'NO es hardware certificado: es un programa, o no dice ser hardware. Sirve para ensayos y pruebas, no para una elección real.',
    saysHardware:
      'Dice ser hardware. Que esté certificado no lo prueba ninguna llamada: compruébelo en el certificado.',
    certificate: 'Compruebe en el certificado',
  },
  en: {
    library: 'Library',
    token: 'Token',
    firmware: 'hardware, firmware',
    must: 'must',
    should: 'should',
    yes: 'yes',
    no: 'NO',
    meets: 'Meets what the profile demands',
    fails: 'Does NOT meet what the profile demands',
    notHardware:
      'This is NOT certified hardware: it is a program, or does not claim to be hardware. Good for rehearsals and tests, not for a real election.',
    saysHardware:
      'It says that it is hardware. No call can prove that it is certified: look at the certificate.',
    certificate: 'Check the certificate',
  },
} as const;

export function printReport(report: Report, language: Language): string {
  const text = words[language];
  const { library, token, checks } = report;
  const rows = checks.map(({ title, level, passed, seen }) => [
    passed ? text.yes : text.no,
    text[level],
    title[language],
    seen[language],
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  return [
    `${text.library}: ${library.description}, ${library.version} (PKCS#11 ${library.cryptoki})`,
    `${text.token}: "${token.label}", ${token.maker}, ${token.model}, ${token.serial}; ${text.firmware} ${token.hardwareVersion}, ${token.firmwareVersion}`,
    '',
    ...rows.map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    ),
    '',
    `${report.meets ? text.meets : text.fails} (${report.profile}).`,
    report.isHardware === 'no' ? text.notHardware : text.saysHardware,
    '',
    `${text.certificate}:`,
    ...report.checkTheCertificate.map((sentence) => `  - ${sentence[language]}`),
    '',
  ].join('\n');
}
