/** Sentences about voting in person. @module */
import { sentence } from './sentence.ts';

export const siteSentences = {
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
