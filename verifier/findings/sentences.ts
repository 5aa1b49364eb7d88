/** Sentences of all findings, in Spanish and English. @module */

export interface Sentence {
  readonly es: string;
  readonly en: string;
}

function sentence(es: string, en: string): Sentence {
  return { es, en };
}

/** Sentences about bytes and files. */
const form = {
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
  badSignature: () => sentence('su firma no es válida', 'its signature does not hold'),
  emptyEntry: () => sentence('un mensaje está vacío', 'an entry is empty'),
  missingFile: () => sentence('el archivo no está', 'the file is not there'),
  blobLength: (n: number) => sentence(`el anexo diría medir ${n} bytes`, `its blob would be ${n} bytes long`),
  blobMissing: (path: string) => sentence(`el anexo ${path} no está`, `the blob ${path} is not there`),
  wrongBlob: (path: string) =>
    sentence(`el anexo ${path} no es el firmado`, `the blob ${path} is not the one that was signed`),
};

/** Sentences about the log. */
const log = {
  wrongTile: () => sentence('no coincide con los mensajes', 'it does not agree with the entries'),
  notSignedByLog: () =>
    sentence(
      'no lleva el origen y una firma válida de la bitácora',
      "it lacks the manifest's origin or one valid signature of the log",
    ),
  notWitnessed: () =>
    sentence(
      'no lleva firmas válidas de suficientes testigos',
      'it lacks valid cosignatures of enough witnesses',
    ),
  wrongSize: (size: number, right: number) =>
    sentence(
      `es de una bitácora de ${size} mensajes y no de ${right}`,
      `it is for a log of ${size} entries, not ${right}`,
    ),
  wrongRoot: () => sentence('su raíz no es la de los mensajes', 'its root is not that of the entries'),
  logShrank: (size: number) =>
    sentence(
      `la bitácora tuvo ${size} mensajes y ahora tiene menos`,
      `the log had ${size} entries and now has fewer`,
    ),
  olderThanReceipt: (size: number, right: number) =>
    sentence(
      `esta copia de la pizarra es más vieja que el comprobante: tiene ${size} mensajes y el comprobante es de ${right}. Actualiza la copia y comprueba otra vez; si es la pizarra misma, perdió mensajes`,
      `this copy of the board is older than the receipt: it has ${size} entries and the receipt is of ${right}. Bring the copy up to date and check again; if it is the board itself, it has lost entries`,
    ),
  differentEntry: (index: number) =>
    sentence(
      `la bitácora firmó en el comprobante otro mensaje ${index} que el de esta pizarra`,
      `in the receipt the log signed another entry ${index} than that of this board`,
    ),
  wrongInclusionProof: () =>
    sentence(
      'su prueba no lleva del mensaje de esta bitácora a la raíz',
      "its proof does not lead from this log's entry to the root",
    ),
  notABallotReceipt: () => sentence('el mensaje no es un voto válido', 'the entry is not a valid ballot'),
};

/** Sentences about a board on a web site or in a folder that cannot be read. */
const web = {
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

/** Sentences about the manifest, the stages and the clock. */
const stages = {
  noManifest: () => sentence('el primer mensaje no es un manifiesto', 'the first entry is not a manifest'),
  wrongManifest: (hash: string) =>
    sentence(`el manifiesto de esta pizarra es ${hash}`, `the manifest of this board is ${hash}`),
  clockWentBack: () => sentence('es anterior a la marca previa', 'it is earlier than the mark before'),
  clockGap: (s: bigint) =>
    sentence(
      `pasaron ${s} segundos desde la marca previa, con mensajes entre ambas`,
      `it is ${s} seconds after the mark before, with entries between them`,
    ),
  firstIsNoMark: () => sentence('el mensaje 1 no es una marca de tiempo', 'entry 1 is no clock mark'),
  lastIsNoMark: () =>
    sentence('el último mensaje no es una marca de tiempo', 'the last entry is no clock mark'),
  wrongWitnessTimes: (agreeing: number, quorum: number) =>
    sentence(
      `concuerda con la marca la hora de ${agreeing} testigos, y debe la de ${quorum}`,
      `the times of ${agreeing} witnesses agree with the mark, and those of ${quorum} must`,
    ),
  wrongStage: (kind: Sentence) =>
    sentence(`${kind.es} no corresponde a esta etapa`, `${kind.en} does not belong to this stage`),
  unknownKind: (kind: number) =>
    sentence(
      `los mensajes de clase ${kind} no tienen lugar aquí`,
      `entries of kind ${kind} have no place here`,
    ),
  outsidePeriod: () => sentence('no está dentro del periodo de votación', 'it is outside the voting period'),
  tooEarly: () => sentence('es anterior a la hora del manifiesto', "it is before the manifest's time"),
  noOpening: () => sentence('no hay apertura', 'there is no opening'),
  noClosing: () => sentence('no hay cierre', 'there is no closing'),
  noAdmissions: () => sentence('no hay admisiones', 'there are no admissions'),
  noTally: () => sentence('no hay suma cifrada', 'there is no encrypted tally'),
  noResult: () => sentence('no hay resultado', 'there is no result'),
};

/** Sentences about the key ceremony. */
const ceremony = {
  wrongRun: (run: number, current: number | undefined) =>
    sentence(
      `es de la ronda ${run} y ${current === undefined ? 'no hay ninguna en curso' : `la actual es la ${current}`}`,
      `it is of run ${run}, and ${current === undefined ? 'there is no current run' : `the current one is ${current}`}`,
    ),
  notInRun: (trustee: number) =>
    sentence(`el custodio ${trustee} no participa en la ronda`, `trustee ${trustee} is not in the run`),
  alreadySent: () => sentence('ya había enviado este mensaje', 'it had sent this message before'),
  wrongTurn: () => sentence('no era el turno de este mensaje', 'it was not the turn of this message'),
  wrongCommitment: () => sentence('no es lo que había comprometido', 'it is not what it had committed to'),
  badProof: () => sentence('su prueba no es válida', 'its proof does not hold'),
  cancellingSum: () => sentence('anula la suma de las partes', 'it cancels the sum of the parts'),
  wrongKey: () => sentence('nombra otra llave de la elección', 'it names another election key'),
  owesNothing: (trustee: number) =>
    sentence(`el custodio ${trustee} no debía ningún mensaje`, `trustee ${trustee} owed no message`),
  notSilentLongEnough: () =>
    sentence('no había pasado el plazo de silencio', 'the time of silence had not passed'),
  ceremonyIncomplete: () =>
    sentence('la llave de la elección no estaba completa', 'the election key was not complete'),
  shareChecksMissing: (n: number) =>
    sentence(`faltaban ${n} pruebas de parte`, `${n} share checks were missing`),
  sealsMissing: (n: number, right: number) =>
    sentence(`había ${n} sellos y deben ser ${right}`, `there were ${n} seals and must be ${right}`),
};

/** Sentences about credentials and ballots. */
const ballots = {
  noSuchStyle: (style: number) => sentence(`no hay boleta ${style}`, `there is no style ${style}`),
  unitNotInStyle: (unit: number) =>
    sentence(`la boleta no es de la unidad ${unit}`, `the style does not name unit ${unit}`),
  noSuchCause: (cause: number) => sentence(`no hay causa ${cause}`, `there is no cause ${cause}`),
  wrongListLength: (n: number) => sentence(`lista ${n} credenciales`, `it lists ${n} credentials`),
  notAscending: (i: number) =>
    sentence(`la credencial ${i} no está en orden`, `credential ${i} is not in order`),
  listedTwice: (i: number) =>
    sentence(`la credencial ${i} ya estaba en una lista`, `credential ${i} was listed before`),
  notListed: () => sentence('la credencial no está en ninguna lista', 'the credential is on no list'),
  wrongStyleOrUnit: () =>
    sentence('la credencial es de otra boleta o unidad', 'the credential is of another style or unit'),
  alreadyRevoked: () => sentence('la credencial estaba revocada', 'the credential was revoked'),
  alreadyVoted: () => sentence('la credencial ya tenía un voto', 'the credential had voted'),
  votedAlready: (index: number) =>
    sentence(
      `la credencial ya había votado en el mensaje ${index}`,
      `the credential had voted in entry ${index}`,
    ),
  wrongElection: () => sentence('es de otra elección', 'it is of another election'),
  badChoice: () => sentence('una elección no es 0 ni 1', 'a choice is neither 0 nor 1'),
  copiedCiphertext: () =>
    sentence('un cifrado ya estaba en este u otro voto', 'a ciphertext was in this or another ballot before'),
  badOptionProof: (contest: string, option: number) =>
    sentence(
      `la prueba de la opción ${option} de ${contest} no es válida`,
      `the proof of option ${option} of ${contest} does not hold`,
    ),
  badGroupProof: (contest: string, group: number) =>
    sentence(
      `la prueba del grupo ${group} de ${contest} no es válida`,
      `the proof of group ${group} of ${contest} does not hold`,
    ),
  badCredentialSignature: () =>
    sentence('la firma de la credencial no es válida', 'the signature of the credential does not hold'),
  wrongOpening: (contest: string, option: number) =>
    sentence(
      `la opción ${option} de ${contest} no se abre como se dijo`,
      `option ${option} of ${contest} does not open to its choice`,
    ),
  moreThanRoll: (n: number, roll: number) =>
    sentence(
      `hay ${n} credenciales para ${roll} personas de la lista nominal`,
      `there are ${n} credentials for ${roll} people on the roll`,
    ),
  moreThanAdmitted: (n: number, admitted: number) =>
    sentence(
      `hay votos de ${n} credenciales y fueron admitidas ${admitted} personas`,
      `${n} credentials have ballots and ${admitted} people were admitted`,
    ),
  moreAdmittedThanRoll: (n: number, roll: number) =>
    sentence(
      `fueron admitidas ${n} personas de ${roll} en la lista nominal`,
      `${n} people were admitted of ${roll} on the roll`,
    ),
  wrongBallotCount: (n: number, right: number) =>
    sentence(`dice ${n} votos y son ${right}`, `it states ${n} ballots and there are ${right}`),
  wrongChallengedCount: (n: number, right: number) =>
    sentence(
      `dice ${n} votos de prueba y son ${right}`,
      `it states ${n} challenged ballots and there are ${right}`,
    ),
};

/** Sentences about voting in person. */
const sites = {
  noSuchSite: (site: number) => sentence(`no hay sitio ${site}`, `there is no site ${site}`),
  noSuchGround: (ground: number) => sentence(`no hay motivo ${ground}`, `there is no ground ${ground}`),
  noTransfers: () =>
    sentence(
      'el sitio no atiende a quien se registró para votar por internet',
      'the site does not serve people who are registered for the internet',
    ),
  notInPool: () =>
    sentence(
      'la credencial no está en la reserva de este sitio',
      'the credential is in no pool of this site',
    ),
  alreadyIssued: () => sentence('la credencial ya se había entregado', 'the credential was issued before'),
  notIssued: () =>
    sentence('la credencial no se había entregado a nadie', 'the credential was not issued to anybody'),
  outsideWindow: () =>
    sentence(
      'el sitio no estaba abierto, o al cerrar no lo nombró',
      'its site was not open, or did not name it when it closed',
    ),
  noMoreWalkIns: (limit: number) =>
    sentence(
      `el sitio ya había atendido a las ${limit} personas sin registro que puede`,
      `the site had served the ${limit} walk-ins that it may`,
    ),
  rollExhausted: (roll: number) =>
    sentence(
      `ya hay credenciales para las ${roll} personas de la lista nominal de la unidad`,
      `there are credentials for all ${roll} people on the roll of the unit already`,
    ),
  siteHasClosed: () => sentence('el sitio ya había cerrado', 'the site had closed before'),
  hashNotAscending: (i: number) =>
    sentence(`la huella ${i} de una lista no está en orden`, `hash ${i} of a list is not in order`),
  wrongOutstanding: () =>
    sentence(
      'sus números no son los de la pizarra y de la lista de lo que falta entregar',
      'its numbers are not those of the board and of the list of what it holds',
    ),
  outstandingIsPresent: () =>
    sentence(
      'nombra como pendiente un mensaje que ya está en la pizarra',
      'it names an entry as held that is on the board already',
    ),
  siteNotDone: () =>
    sentence(
      'el sitio no había terminado: puede tener votos que faltan',
      'the site was not done: it may hold ballots that are missing',
    ),
  siteNeverClosed: () => sentence('el sitio no cerró', 'the site did not close'),
  neverDelivered: (n: number) =>
    sentence(
      `faltan ${n} mensajes que el sitio nombró al cerrar`,
      `${n} entries are missing that the site named when it closed`,
    ),
  moreIssuedThanAdmitted: (n: number, admitted: number) =>
    sentence(
      `se entregaron ${n} credenciales en persona y fueron admitidas ${admitted} personas`,
      `${n} credentials were issued in person and ${admitted} people were admitted`,
    ),
};

/** Sentences about tally, shares and result. */
const count = {
  wrongCells: () =>
    sentence('las celdas no son las que manda la regla', 'the cells are not those of the rule'),
  notWithheld: () =>
    sentence(
      'hay tan pocos votos que nada de esta contienda debe publicarse, y se publicó',
      'there are so few ballots that nothing of this contest may be published, and something is',
    ),
  wrongCellBallots: (n: number, right: number) =>
    sentence(`dice ${n} votos y son ${right}`, `it states ${n} ballots and there are ${right}`),
  wrongSum: (option: number) =>
    sentence(
      `la suma de la opción ${option} no es la de los votos`,
      `the sum of option ${option} is not that of the ballots`,
    ),
  badShareProof: (option: number) =>
    sentence(`la prueba de la opción ${option} no es válida`, `the proof of option ${option} does not hold`),
  sharesMissing: (n: number, right: number) =>
    sentence(
      `hay ${n} descifrados parciales válidos y se necesitan ${right}`,
      `there are ${n} valid decryption shares and ${right} are needed`,
    ),
  wrongVotes: (option: number, n: number, right: number | undefined) =>
    sentence(
      `dice ${n} votos de la opción ${option} y ${right === undefined ? 'no se descifra ningún número posible' : `se descifran ${right}`}`,
      `it states ${n} votes for option ${option}, and ${right === undefined ? 'no possible number is decrypted' : `${right} are decrypted`}`,
    ),
  wrongVotesUnsearched: (option: number, n: number) =>
    sentence(
      `dice ${n} votos de la opción ${option} y se descifra otra cosa`,
      `it states ${n} votes for option ${option}, and something else is decrypted`,
    ),
  wrongTotal: (option: number, n: number, right: number) =>
    sentence(
      `el total de la opción ${option} dice ${n} y es ${right}`,
      `the total of option ${option} says ${n} and is ${right}`,
    ),
  wrongPartyVotes: (party: string, n: number, right: number) =>
    sentence(
      `los votos de ${party} dicen ${n} y son ${right}`,
      `the votes of ${party} say ${n} and are ${right}`,
    ),
};

/** Reasons why a check was not run. */
const reasons = {
  nothingToCompare: () => sentence('no trajiste nada que comparar', 'you brought nothing to compare'),
  unreadPart: () =>
    sentence('depende de una parte que no se pudo leer', 'it depends on a part that could not be read'),
  integerTooLarge: () => sentence('un número pasa de 2^53 - 1', 'a number is above 2^53 - 1'),
  unsignedEntries: () =>
    sentence(
      'los mensajes no son los que se firmaron (comprobación 1.3)',
      'the entries are not those that were signed (check 1.3)',
    ),
  unreadEntry: () => sentence('no se pudieron leer todos los mensajes', 'not all entries could be read'),
  missingManifest: () =>
    sentence('sin manifiesto no hay con qué juzgar', 'without the manifest there is nothing to judge by'),
  noElectionKey: () =>
    sentence(
      'sin la llave de la elección no se pueden juzgar los votos',
      'without the election key ballots cannot be judged',
    ),
  cellsUnusable: () =>
    sentence('las celdas publicadas no se pueden usar', 'the published cells cannot be used'),
  cannotDecrypt: () =>
    sentence('falta la suma cifrada o descifrados parciales', 'the tally or decryption shares are missing'),
  earlierMissing: () =>
    sentence('la elección no llegó a esta etapa', 'the election did not come to this stage'),
  notYet: () =>
    sentence('la elección no ha llegado a esta etapa', 'the election has not come to this stage yet'),
};

export const sentences = {
  ...form,
  ...log,
  ...web,
  ...stages,
  ...ceremony,
  ...ballots,
  ...sites,
  ...count,
  ...reasons,
};
