/** Texts of the report, in Spanish and English, for the command line and the page. @module */
import type { Status, Verdict } from '../findings/findings.ts';
import type { Stage } from '../election/kinds.ts';
import type { Modality } from '../election/tally/parts.ts';

export type Language = 'es' | 'en';

interface Words {
  readonly election: string;
  readonly rehearsal: string;
  readonly manifest: string;
  readonly authority: (quorum: number, keys: number) => string;
  readonly board: (entries: string, time: string) => string;
  readonly votes: (ballots: string, voters: string, eligible: string, challenged: string) => string;
  readonly votesWithSites: Words['votes'];
  readonly checks: string;
  readonly status: Readonly<Record<Status, string>>;
  readonly findings: string;
  readonly more: (n: number) => string;
  /** Label of the consequence of a finding. */
  readonly means: string;
  readonly place: Readonly<
    Record<
      'file' | 'entry' | 'member' | 'trustee' | 'unit' | 'site' | 'contest' | 'cell',
      (value: string | number) => string
    >
  >;
  readonly result: string;
  readonly resultDoubtful: string;
  readonly parties: string;
  readonly cells: (cells: number, units: number) => string;
  readonly cell: (units: string, ballots: number) => string;
  readonly andMore: (n: number) => string;
  readonly modalities: Readonly<Record<Modality, string>>;
  /** Suffix of a cell with ballots of both modalities. */
  readonly together: string;
  readonly ofModality: (ballots: string, modality: string) => string;
  readonly mixed: (cells: number) => string;
  readonly sites: string;
  readonly site: (issued: string, ballots: string) => string;
  readonly siteState: {
    readonly open: string;
    readonly closed: string;
    readonly awaited: (entries: number) => string;
  };
  readonly trustees: string;
  readonly keyMadeBy: (names: string) => string;
  readonly noKey: string;
  readonly excluded: (name: string, why: string) => string;
  readonly exclusions: { readonly complaint: string; readonly absence: (owed: string) => string };
  readonly openedBy: (names: string) => string;
  readonly withheldTitle: string;
  readonly withheld: (contest: string, needed: string) => string;
  /** Replaces `withheld` while more ballots may come. */
  readonly withheldSoFar: (contest: string, needed: string) => string;
  readonly receipts: string;
  readonly receipt: (entry: number, tracker: string, shortId: string) => string;
  readonly replaced: string;
  readonly notChecked: string;
  readonly never: readonly string[];
  readonly verdict: Readonly<Record<Verdict, string>>;
  /** Replaces the verdict `rules broken` while there is no result. */
  readonly rulesBrokenSoFar: string;
  readonly stages: Readonly<Record<Stage, string>>;
  readonly soFar: (stage: string, mark: string | undefined) => string;
  readonly mark: (entry: string, time: string) => string;
  readonly cutBack: string;
  readonly couldNotRun: string;
  readonly noBoard: (path: string) => string;
  readonly crash: string;
  readonly progress: string;
}

export const words: Readonly<Record<Language, Words>> = {
  es: {
    election: 'Elección',
    rehearsal: 'ensayo, sin efectos',
    manifest: 'Manifiesto',
    authority: (quorum, keys) =>
      keys === 1
        ? 'La única llave de la autoridad firma cada acto'
        : `${quorum} de las ${keys} llaves de la autoridad firman cada acto`,
    board: (entries, time) => `Pizarra: ${entries} mensajes, hasta ${time}`,
    votes: (ballots, voters, eligible, challenged) =>
      `Votos válidos: ${ballots} de ${voters} credenciales, de ${eligible} en listas; votos de prueba: ${challenged}`,
    votesWithSites: (ballots, voters, eligible, challenged) =>
      `Votos válidos: ${ballots} de ${voters} credenciales, de ${eligible} en listas o entregadas en sitios; votos de prueba: ${challenged}`,
    checks: 'Comprobaciones',
    status: {
      ok: 'bien',
      failed: 'FALLA',
      incident: 'INCIDENTE',
      'not run': 'sin hacer',
      'not yet': 'aún no',
      'nothing to judge': 'no aplica',
    },
    findings: 'Hallazgos',
    more: (n) => `… y ${n} más de esta comprobación`,
    means: 'Qué significa',
    place: {
      file: (value) => `archivo ${value}`,
      entry: (value) => `mensaje ${value}`,
      member: (value) => (value === '' ? 'todo el archivo' : `miembro ${value}`),
      trustee: (value) => `custodio ${value}`,
      unit: (value) => `unidad ${value}`,
      site: (value) => `sitio ${value}`,
      contest: (value) => `contienda ${value}`,
      cell: (value) => `celda ${value}`,
    },
    result: 'Resultado publicado',
    resultDoubtful: 'Resultado publicado (NO VERIFICADO)',
    parties: 'Votos por partido',
    cells: (cells, units) => `${units} unidades en ${cells} celdas`,
    cell: (units, ballots) => `${ballots} votos: ${units}`,
    andMore: (n) => ` y ${n} más`,
    modalities: { internet: 'por internet', 'in person': 'en persona' },
    together: 'juntos, sin distinguir',
    ofModality: (ballots, modality) => `${ballots} votos ${modality}`,
    mixed: (cells) =>
      `No hay totales por internet y en persona: ${cells === 1 ? 'una celda junta' : `${cells} celdas juntan`} votos de ambos, porque por separado eran tan pocos que dirían cómo votó alguien`,
    sites: 'Votación en persona',
    site: (issued, ballots) => `credenciales entregadas: ${issued}; votos: ${ballots}`,
    siteState: {
      open: 'no ha cerrado',
      closed: 'cerró y entregó todo',
      awaited: (entries) => `cerró, y faltan ${entries} mensajes que nombró`,
    },
    trustees: 'Custodios',
    keyMadeBy: (names) => `hicieron la llave: ${names}`,
    noKey: 'no hay todavía una llave de la elección',
    excluded: (name, why) => `quedó fuera ${name}: ${why}`,
    exclusions: {
      complaint: 'una queja mostró que lo que envió no era correcto, o que se quejó sin razón',
      absence: (owed) => `la autoridad declaró su ausencia, porque no envió a tiempo lo que debía: ${owed}`,
    },
    openedBy: (names) => `abrieron la suma, con descifrados parciales válidos: ${names}`,
    withheldTitle: 'Resultados que no se publican',
    withheld: (contest, needed) =>
      `No se publica el resultado de esta elección en ${contest}: votaron menos de ${needed} personas y se sabría cómo votó cada una.`,
    withheldSoFar: (contest, needed) =>
      `${contest}: hasta aquí votaron menos de ${needed} personas. Si no votan más, su resultado no se publicará, porque se sabría cómo votó cada una.`,
    receipts: 'Tus comprobantes; compáralos con lo que mostró la casilla',
    receipt: (entry, tracker, shortId) =>
      `mensaje ${entry}, código de seguimiento ${tracker}, credencial ${shortId}`,
    replaced: 'válido, reemplazado por un voto posterior',
    notChecked: 'Lo que no se comprobó',
    never: [
      'que las personas de las listas existan y tengan derecho a votar: lo sabe la autoridad',
      'que el aparato de cada quien haya cifrado lo que eligió: para eso son los votos de prueba',
      'que el manifiesto sea el impreso en las actas, si no lo indicaste (comprobación 2.3)',
      'que nadie haya visto o comprado un voto',
    ],
    verdict: {
      verified: 'VERIFICADO: la pizarra cumple todas las reglas.',
      'so far in order':
        'EN ORDEN HASTA AQUÍ: la pizarra cumple todas las reglas de las etapas a las que llegó.',
      'rules broken': 'RESULTADO VERIFICADO, pero se faltó a algunas reglas que no lo cambian.',
      'not verified': 'NO VERIFICADO: hay fallas, o algo no se pudo comprobar.',
    },
    rulesBrokenSoFar: 'HASTA AQUÍ SE FALTÓ A ALGUNAS REGLAS, que no cambian un resultado.',
    stages: {
      'set-up': 'preparación',
      open: 'votación',
      closed: 'votación cerrada',
      admitted: 'admisiones publicadas',
      tallied: 'suma cifrada publicada',
      finished: 'terminada',
    },
    soFar: (stage, mark) =>
      `Esto no verifica ningún resultado: la elección no ha terminado. Etapa: ${stage}; ${mark ?? 'sin marca de tiempo válida'}.`,
    mark: (entry, time) => `última marca de tiempo: mensaje ${entry}, ${time}`,
    cutBack:
      'que la pizarra no calle mensajes posteriores: compara la hora de su última marca con tu reloj, y trae un punto de control que hayas guardado (comprobación 1.5)',
    couldNotRun: 'No se pudo verificar',
    noBoard: (path) => `no hay una pizarra en ${path}`,
    crash: 'error del verificador mismo',
    progress: 'Mensajes',
  },
  en: {
    election: 'Election',
    rehearsal: 'rehearsal, not binding',
    manifest: 'Manifest',
    authority: (quorum, keys) =>
      keys === 1
        ? "The authority's only key signs each act"
        : `${quorum} of the authority's ${keys} keys sign each act`,
    board: (entries, time) => `Board: ${entries} entries, up to ${time}`,
    votes: (ballots, voters, eligible, challenged) =>
      `Valid ballots: ${ballots} of ${voters} credentials, of ${eligible} listed; challenged ballots: ${challenged}`,
    votesWithSites: (ballots, voters, eligible, challenged) =>
      `Valid ballots: ${ballots} of ${voters} credentials, of ${eligible} listed or issued at sites; challenged ballots: ${challenged}`,
    checks: 'Checks',
    status: {
      ok: 'ok',
      failed: 'FAILED',
      incident: 'INCIDENT',
      'not run': 'not run',
      'not yet': 'not yet',
      'nothing to judge': 'nothing to judge',
    },
    findings: 'Findings',
    more: (n) => `… and ${n} more of this check`,
    means: 'What it means',
    place: {
      file: (value) => `file ${value}`,
      entry: (value) => `entry ${value}`,
      member: (value) => (value === '' ? 'the whole file' : `member ${value}`),
      trustee: (value) => `trustee ${value}`,
      unit: (value) => `unit ${value}`,
      site: (value) => `site ${value}`,
      contest: (value) => `contest ${value}`,
      cell: (value) => `cell ${value}`,
    },
    result: 'Published result',
    resultDoubtful: 'Published result (NOT VERIFIED)',
    parties: 'Votes of the parties',
    cells: (cells, units) => `${units} units in ${cells} cells`,
    cell: (units, ballots) => `${ballots} ballots: ${units}`,
    andMore: (n) => ` and ${n} more`,
    modalities: { internet: 'by internet', 'in person': 'in person' },
    together: 'together, not told apart',
    ofModality: (ballots, modality) => `${ballots} ballots ${modality}`,
    mixed: (cells) =>
      `No totals by internet and in person: ${cells === 1 ? 'one cell has' : `${cells} cells have`} ballots of both, because apart there were so few that they would tell how somebody voted`,
    sites: 'Voting in person',
    site: (issued, ballots) => `credentials issued: ${issued}; ballots: ${ballots}`,
    siteState: {
      open: 'has not closed',
      closed: 'closed, and delivered all',
      awaited: (entries) => `closed, and ${entries} entries that it named are missing`,
    },
    trustees: 'Trustees',
    keyMadeBy: (names) => `made the key: ${names}`,
    noKey: 'there is no election key yet',
    excluded: (name, why) => `left out ${name}: ${why}`,
    exclusions: {
      complaint: 'a complaint showed that what it sent was not right, or that it complained without cause',
      absence: (owed) =>
        `the authority declared it absent, because it did not send in time what it owed: ${owed}`,
    },
    openedBy: (names) => `opened the tally, with valid decryption shares: ${names}`,
    withheldTitle: 'Results that are not published',
    withheld: (contest, needed) =>
      `The result of this election in ${contest} is not published: fewer than ${needed} people voted, and it would tell how each of them voted.`,
    withheldSoFar: (contest, needed) =>
      `${contest}: so far fewer than ${needed} people have voted. If no more vote its result will not be published, because it would tell how each of them voted.`,
    receipts: 'Your receipts; compare them with what the booth showed',
    receipt: (entry, tracker, shortId) => `entry ${entry}, tracker ${tracker}, credential ${shortId}`,
    replaced: 'valid, replaced by a later ballot',
    notChecked: 'What was not checked',
    never: [
      'that the people on the lists exist and may vote: the authority knows',
      'that everyone’s device encrypted what they chose: challenged ballots are for that',
      'that the manifest is the one printed in the acts, unless you gave its hash (check 2.3)',
      'that nobody watched or bought a vote',
    ],
    verdict: {
      verified: 'VERIFIED: the board meets every rule.',
      'so far in order': 'SO FAR IN ORDER: the board meets every rule of the stages that it has reached.',
      'rules broken': 'RESULT VERIFIED, but some rules were broken that do not change it.',
      'not verified': 'NOT VERIFIED: there are failures, or something could not be checked.',
    },
    rulesBrokenSoFar: 'SO FAR SOME RULES WERE BROKEN that do not change a result.',
    stages: {
      'set-up': 'set-up',
      open: 'open',
      closed: 'closed',
      admitted: 'admissions published',
      tallied: 'encrypted tally published',
      finished: 'finished',
    },
    soFar: (stage, mark) =>
      `This is no verification of a result: the election is not finished. Stage: ${stage}; ${mark ?? 'without a valid clock mark'}.`,
    mark: (entry, time) => `last clock mark: entry ${entry}, ${time}`,
    cutBack:
      'that the board withholds no later entries: compare the time of its last mark with your clock, and bring a checkpoint that you kept (check 1.5)',
    couldNotRun: 'Could not verify',
    noBoard: (path) => `there is no board in ${path}`,
    crash: "an error of the verifier's own",
    progress: 'Entries',
  },
};
