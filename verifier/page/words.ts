/**
 * Texts of the page, in Spanish and English. Texts of the report are in verifier/report/words.ts, texts about
 * checks in verifier/findings/meanings.ts.
 * @module
 */
import type { Language } from '../report/words.ts';
import type { StationId } from './stations.ts';

interface Station {
  readonly name: string;
  readonly about: string;
}

export interface PageWords {
  readonly title: string;
  readonly lead: string;
  readonly otherLanguage: string;
  readonly where: string;
  readonly address: string;
  readonly addressHint: string;
  readonly or: string;
  readonly chooseFolder: string;
  readonly dropHere: string;
  readonly readingFolder: string;
  readonly folder: (name: string, files: string) => string;
  readonly remove: string;
  readonly bring: string;
  readonly manifestHash: string;
  readonly manifestHashHint: string;
  readonly receipts: string;
  readonly receiptsHint: string;
  readonly chooseReceipts: string;
  readonly since: string;
  readonly sinceHint: string;
  readonly chooseSince: string;
  readonly soFar: string;
  readonly soFarHint: string;
  readonly verify: string;
  readonly noPlace: string;
  readonly notOneFolder: string;
  readonly badHash: string;
  readonly folderFailed: string;
  readonly running: string;
  readonly doing: Readonly<
    Record<'reading' | 'set-up' | 'open' | 'closed' | 'admitted' | 'tallied' | 'finished', string>
  >;
  readonly done: (done: string, size: string) => string;
  readonly left: (seconds: number) => string;
  readonly percent: (percent: number) => string;
  readonly stayHere: string;
  readonly cancel: string;
  readonly cancelled: string;
  readonly withoutManifest: string;
  readonly readFrom: (place: string) => string;
  readonly took: (seconds: string, threads: number) => string;
  readonly saveReport: string;
  readonly print: string;
  readonly json: string;
  readonly csv: string;
  readonly again: string;
  readonly chain: string;
  readonly chainHint: string;
  readonly good: (good: number, all: number) => string;
  readonly judged: (count: string) => string;
  readonly section: (spec: string) => string;
  readonly stations: Readonly<Record<StationId, Station>>;
  readonly doubt: string;
  readonly units: string;
  readonly allUnits: (n: number) => string;
  readonly chart: (what: string) => string;
  readonly option: string;
  readonly party: string;
  readonly votes: string;
  readonly share: string;
  readonly ballots: (n: string) => string;
  readonly noResult: string;
  readonly noScript: string;
}

const es: PageWords = {
  title: 'Verificador de la elección',
  lead: 'Calcula otra vez toda la elección desde su pizarra pública y dice si el resultado sale de ella. Todo ocurre en tu aparato: la página solo lee la pizarra y no envía nada.',
  otherLanguage: 'English',
  where: '¿Dónde está la pizarra?',
  address: 'Dirección de la pizarra',
  addressHint: 'Empieza con https:// o http://. La publica quien organiza la elección.',
  or: 'o',
  chooseFolder: 'Elegir carpeta…',
  dropHere: 'Una pizarra que descargaste: elige su carpeta o suéltala aquí.',
  readingFolder: 'Viendo qué hay en la carpeta…',
  folder: (name, files) => `Carpeta elegida: ${name} (${files} archivos)`,
  remove: 'Quitar',
  bring: 'Lo que traes (no es obligatorio)',
  manifestHash: 'Huella del manifiesto',
  manifestHashHint:
    '64 cifras y letras de la a a la f, como las imprime un acta. Así sabes que es la elección que crees (comprobación 2.3).',
  receipts: 'Comprobantes de voto',
  receiptsHint:
    'Los archivos que descargaste al votar: se comprueba que tu voto está en la urna (11.1 y 11.2).',
  chooseReceipts: 'Elegir comprobantes…',
  since: 'Punto de control de otra visita',
  sinceHint: 'El archivo «checkpoint» que guardaste: se comprueba que nada se quitó desde entonces (1.5).',
  chooseSince: 'Elegir punto de control…',
  soFar: 'La elección no ha terminado: juzgarla hasta donde va',
  soFarHint: 'No verifica ningún resultado. Sin esta marca, una elección sin terminar no queda verificada.',
  verify: 'Verificar',
  noPlace: 'Falta la pizarra: escribe su dirección o elige su carpeta.',
  notOneFolder: 'Eso no es una carpeta. Suelta la carpeta de la pizarra, una sola.',
  badHash: 'Esa huella no tiene 64 cifras y letras minúsculas de la a a la f. Revísala, o déjala vacía.',
  folderFailed: 'No se pudo leer la carpeta.',
  running: 'Verificando',
  doing: {
    reading: 'Leyendo el manifiesto',
    'set-up': 'Comprobando llaves y credenciales',
    open: 'Comprobando votos',
    closed: 'Comprobando el cierre',
    admitted: 'Sumando los votos cifrados',
    tallied: 'Comprobando la apertura y el resultado',
    finished: 'Terminando',
  },
  done: (done, size) => `${done} de ${size} mensajes`,
  left: (seconds) =>
    seconds < 10
      ? 'falta muy poco'
      : seconds < 90
        ? `faltan unos ${Math.ceil(seconds / 10) * 10} segundos`
        : `faltan unos ${Math.ceil(seconds / 60)} minutos`,
  percent: (percent) => `${percent} por ciento`,
  stayHere: 'Deja abierta esta página. Puedes usar otras mientras tanto.',
  cancel: 'Cancelar',
  cancelled: 'Cancelaste la verificación: no hay veredicto.',
  withoutManifest: 'Elección desconocida: no se pudo leer su manifiesto',
  readFrom: (place) => `Leída de ${place}`,
  took: (seconds, threads) =>
    `Verificada en ${seconds} segundos, con ${threads} ${threads === 1 ? 'hilo' : 'hilos'} para los votos.`,
  saveReport: 'Guardar el informe',
  print: 'Imprimir o guardar como PDF',
  json: 'Descargar el informe (JSON)',
  csv: 'Descargar el resultado (CSV)',
  again: 'Verificar otra pizarra',
  chain: 'El camino del voto',
  chainHint: 'Elige una estación para ver qué se comprobó en ella.',
  good: (good, all) => `${good} de ${all}`,
  judged: (count) => `juzgados: ${count}`,
  section: (spec) => `especificación ${spec}`,
  stations: {
    board: { name: 'Pizarra', about: 'La bitácora pública: completa, firmada, atestiguada y con su hora.' },
    keys: {
      name: 'Llaves',
      about:
        'Los custodios crearon juntos la llave de la elección, de la que nadie tiene el secreto completo.',
    },
    credentials: {
      name: 'Credenciales',
      about: 'Quién puede votar, sin nombres: una credencial por persona.',
    },
    ballots: {
      name: 'Boletas',
      about: 'Los votos cifrados y los votos de prueba, uno por uno, desde que se abrió la votación.',
    },
    closing: { name: 'Cierre', about: 'Cuándo se cerró y cuántos votos y personas hubo.' },
    sum: { name: 'Suma', about: 'Los votos se suman cifrados, sin abrir ninguno.' },
    opening: {
      name: 'Apertura',
      about: 'Los custodios abren la suma, y solo la suma, cada uno con su parte de la llave.',
    },
    result: { name: 'Resultado', about: 'Los votos publicados son los que salen de la suma abierta.' },
    brought: { name: 'Lo que trajiste', about: 'Tus archivos, comparados con esta pizarra.' },
  },
  doubt: 'Estas cifras son las publicadas. No están verificadas: lee arriba qué falló.',
  units: 'Unidades que se muestran',
  allUnits: (n) => `Todas (${n})`,
  chart: (what) => `Gráfica de barras: ${what}. La tabla tiene los mismos números.`,
  option: 'Opción',
  party: 'Partido',
  votes: 'Votos',
  share: '% de las boletas',
  ballots: (n) => `${n} boletas`,
  noResult: 'Esta pizarra no tiene un resultado que se pueda leer.',
  noScript:
    'Esta página necesita JavaScript: verifica la elección en tu aparato. Con la línea de órdenes: npm run verify.',
};

const en: PageWords = {
  title: 'Election verifier',
  lead: 'Computes the whole election again from its public board and says whether the result follows from it. Everything happens on your device: the page only reads the board and sends nothing.',
  otherLanguage: 'Español',
  where: 'Where is the board?',
  address: 'Address of the board',
  addressHint: 'It begins with https:// or http://. Whoever holds the election publishes it.',
  or: 'or',
  chooseFolder: 'Choose a folder…',
  dropHere: 'A board that you downloaded: choose its folder or drop it here.',
  readingFolder: 'Looking at what is in the folder…',
  folder: (name, files) => `Chosen folder: ${name} (${files} files)`,
  remove: 'Remove',
  bring: 'What you bring (optional)',
  manifestHash: 'Hash of the manifest',
  manifestHashHint:
    '64 digits and letters from a to f, as an act prints them. It tells you that this is the election you think it is (check 2.3).',
  receipts: 'Receipts',
  receiptsHint:
    'The files that you downloaded when you voted: your ballot is checked to be in the box (11.1 and 11.2).',
  chooseReceipts: 'Choose receipts…',
  since: 'Checkpoint of an earlier visit',
  sinceHint: 'The file “checkpoint” that you kept: nothing must have been removed since (1.5).',
  chooseSince: 'Choose a checkpoint…',
  soFar: 'The election is not finished: judge it as far as it has come',
  soFarHint: 'This verifies no result. Without this mark an unfinished election is not verified.',
  verify: 'Verify',
  noPlace: 'The board is missing: type its address or choose its folder.',
  notOneFolder: 'That is no folder. Drop the folder of the board, one only.',
  badHash:
    'That hash does not have 64 digits and lower-case letters from a to f. Check it, or leave it empty.',
  folderFailed: 'The folder could not be read.',
  running: 'Verifying',
  doing: {
    reading: 'Reading the manifest',
    'set-up': 'Checking keys and credentials',
    open: 'Checking ballots',
    closed: 'Checking the closing',
    admitted: 'Summing the encrypted ballots',
    tallied: 'Checking the opening and the result',
    finished: 'Finishing',
  },
  done: (done, size) => `${done} of ${size} entries`,
  left: (seconds) =>
    seconds < 10
      ? 'almost done'
      : seconds < 90
        ? `about ${Math.ceil(seconds / 10) * 10} seconds left`
        : `about ${Math.ceil(seconds / 60)} minutes left`,
  percent: (percent) => `${percent} per cent`,
  stayHere: 'Leave this page open. You can use others meanwhile.',
  cancel: 'Cancel',
  cancelled: 'You cancelled the verification: there is no verdict.',
  withoutManifest: 'Unknown election: its manifest could not be read',
  readFrom: (place) => `Read from ${place}`,
  took: (seconds, threads) =>
    `Verified in ${seconds} seconds, with ${threads} ${threads === 1 ? 'thread' : 'threads'} for ballots.`,
  saveReport: 'Keep the report',
  print: 'Print or save as PDF',
  json: 'Download the report (JSON)',
  csv: 'Download the result (CSV)',
  again: 'Verify another board',
  chain: 'The way of a vote',
  chainHint: 'Choose a station to see what was checked there.',
  good: (good, all) => `${good} of ${all}`,
  judged: (count) => `judged: ${count}`,
  section: (spec) => `specification ${spec}`,
  stations: {
    board: { name: 'Board', about: 'The public log: complete, signed, witnessed, and with its time.' },
    keys: {
      name: 'Keys',
      about: 'The trustees made the election key together; nobody has its whole secret.',
    },
    credentials: { name: 'Credentials', about: 'Who may vote, without names: one credential a person.' },
    ballots: {
      name: 'Ballots',
      about: 'Encrypted and challenged ballots, one by one, from the opening of the voting.',
    },
    closing: { name: 'Closing', about: 'When voting closed, and how many ballots and people there were.' },
    sum: { name: 'Sum', about: 'Ballots are summed encrypted; none of them is opened.' },
    opening: {
      name: 'Opening',
      about: 'The trustees open the sum, and nothing but the sum, each with a share of the key.',
    },
    result: { name: 'Result', about: 'The published votes are those that come out of the opened sum.' },
    brought: { name: 'What you brought', about: 'Your files, compared with this board.' },
  },
  doubt: 'These are the published figures. They are not verified: read above what failed.',
  units: 'Units shown',
  allUnits: (n) => `All (${n})`,
  chart: (what) => `Bar chart: ${what}. The table has the same numbers.`,
  option: 'Option',
  party: 'Party',
  votes: 'Votes',
  share: '% of ballots',
  ballots: (n) => `${n} ballots`,
  noResult: 'This board has no result that can be read.',
  noScript:
    'This page needs JavaScript: it verifies the election on your device. On the command line: npm run verify.',
};

export const pageWords: Readonly<Record<Language, PageWords>> = { es, en };
