/** Sentences about credentials and ballots. @module */
import { sentence } from './sentence.ts';

export const ballotSentences = {
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
  badBallotProof: () =>
    sentence(
      'la prueba de que solo contiene lo permitido no es válida',
      'the proof that it holds only what is allowed does not hold',
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
