/** Sentences about tally, shares and result. @module */
import { sentence } from './sentence.ts';

export const countSentences = {
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
  nothingToDecrypt: () => sentence('no hay nada que descifrar', 'there is nothing to decrypt'),
  badShareProof: () =>
    sentence('la prueba del descifrado no es válida', 'the proof of the decryption does not hold'),
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
