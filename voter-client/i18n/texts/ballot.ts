/** Texts of screens 5 and 6: marking, the meaning of marks, and the review. @module */

import type { Text } from '../text.ts';

export const ballotTexts = {
  'contest.count': { es: 'Boleta {n} de {of}', en: 'Ballot {n} of {of}' },
  'contest.single-hint': {
    es: 'Marca la candidatura de tu preferencia. Si es de coalición, puedes marcar uno o varios de sus partidos.',
    en: 'Mark the candidacy of your choice. If it is of a coalition, you can mark one or several of its parties.',
  },
  'contest.single-plain-hint': {
    es: 'Marca la candidatura de tu preferencia.',
    en: 'Mark the candidacy of your choice.',
  },
  'contest.select-hint': {
    es: 'Elige en cada grupo hasta el número que se indica. Puedes elegir menos.',
    en: 'Choose in each group up to the number given. You can choose fewer.',
  },
  'contest.question-hint': { es: 'Elige una respuesta.', en: 'Choose one answer.' },
  'contest.candidates': { es: 'Candidaturas', en: 'Candidacies' },
  'contest.other': { es: 'Otras opciones', en: 'Other choices' },
  'contest.coalition': { es: 'Coalición {parties}', en: 'Coalition {parties}' },
  'contest.counter': { es: 'Elegiste {n} de {of}', en: 'You chose {n} of {of}' },
  'contest.full': {
    es: {
      one: 'Ya elegiste una, que es el máximo de este grupo. Para elegir otra, quita la que marcaste.',
      other: 'Ya elegiste {n}, que es el máximo de este grupo. Para elegir otra, quita una.',
    },
    en: {
      one: 'You have chosen one, the most that this group allows. To choose another, take that one off.',
      other: 'You have chosen {n}, the most that this group allows. To choose another, take one off.',
    },
  },
  'contest.next': { es: 'Siguiente boleta', en: 'Next ballot' },
  'contest.review': { es: 'Revisar mi boleta', en: 'Review my ballot' },
  'contest.nothing': {
    es: 'Todavía no marcas nada en esta boleta.',
    en: 'You have not marked anything on this ballot yet.',
  },
  'contest.nothing-now': {
    es: 'Marca una opción. Si no quieres elegir ninguna, marca «{none}».',
    en: 'Mark a choice. If you want none of them, mark “{none}”.',
  },
  'contest.nothing-plain': { es: 'Marca una opción para continuar.', en: 'Mark a choice to continue.' },
  'contest.impossible': {
    es: 'Lo que marcaste no se puede emitir en esta boleta. Cambia tus marcas para continuar.',
    en: 'What you marked cannot be cast on this ballot. Change your marks to continue.',
  },

  'meaning.title': { es: 'Qué significa lo que marcaste', en: 'What your marks mean' },
  'meaning.empty': { es: 'Aún no hay nada marcado.', en: 'Nothing is marked yet.' },
  'meaning.blank': {
    es: 'No marcaste a nadie en esta boleta: queda en blanco.',
    en: 'You marked nobody on this ballot: it stays blank.',
  },
  'meaning.single': {
    es: 'Marcaste a {candidate} ({parties}).',
    en: 'You marked {candidate} ({parties}).',
  },
  'meaning.coalition': {
    es: 'Marcaste a {candidate} (coalición {parties}).',
    en: 'You marked {candidate} (coalition {parties}).',
  },
  'meaning.answer': { es: 'Tu respuesta: {answer}', en: 'Your answer: {answer}' },
  'meaning.select': {
    es: { one: 'Marcaste a una persona.', other: 'Marcaste a {n} personas.' },
    en: { one: 'You marked one person.', other: 'You marked {n} people.' },
  },
  'meaning.unregistered': {
    es: 'Marcaste una candidatura no registrada.',
    en: 'You marked an unregistered candidacy.',
  },
  'meaning.null': {
    es: 'Tu voto en esta boleta sería nulo: no contaría para nadie.',
    en: 'Your vote on this ballot would be null: it would count for nobody.',
  },
  'meaning.mix': {
    es: 'Marcaste opciones que no van juntas. Así, tu voto en esta boleta sería nulo: no contaría para nadie.',
    en: 'You marked choices that do not go together. Like this, your vote on this ballot would be null: it would count for nobody.',
  },
  'meaning.impossible': {
    es: 'Lo que marcaste no se puede emitir en esta boleta.',
    en: 'What you marked cannot be cast on this ballot.',
  },

  'null.title': { es: 'Esta boleta sería un voto nulo', en: 'This ballot would be a null vote' },
  'null.mix': {
    es: 'Marcaste opciones que no van juntas: {marked}. Un voto nulo no cuenta para ninguna candidatura.',
    en: 'You marked choices that do not go together: {marked}. A null vote counts for no candidacy.',
  },
  'null.change': { es: 'Cambiar mis marcas', en: 'Change my marks' },
  'null.go-on': { es: 'Seguir con voto nulo', en: 'Go on with a null vote' },

  'review.title': { es: 'Revisa tu boleta', en: 'Review your ballot' },
  'review.hint': {
    es: 'Todavía nada se ha enviado. Puedes cambiar lo que quieras.',
    en: 'Nothing has been sent yet. You can change whatever you like.',
  },
  'review.single': {
    es: 'Tu voto será para {candidate} ({parties}).',
    en: 'Your vote will be for {candidate} ({parties}).',
  },
  'review.coalition': {
    es: 'Tu voto será para {candidate} (coalición {parties}).',
    en: 'Your vote will be for {candidate} (coalition {parties}).',
  },
  'review.change': { es: 'Cambiar', en: 'Change' },
  'review.change-of': { es: 'Cambiar: {contest}', en: 'Change: {contest}' },
  'review.seal': { es: 'Cifrar mi boleta', en: 'Encrypt my ballot' },
  'review.sealing': { es: 'Cifrando tu boleta', en: 'Encrypting your ballot' },
  'review.sealing-hint': {
    es: 'Tarda menos de un segundo en la mayoría de los aparatos. Nada se envía todavía.',
    en: 'It takes less than a second on most devices. Nothing is sent yet.',
  },
} as const satisfies Record<string, Text>;
