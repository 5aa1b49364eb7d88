/** Answers that say no: a status, a code for programs, and sentences for people. @module */

export interface Sentence {
  readonly es: string;
  readonly en: string;
}

export interface ProblemKind extends Sentence {
  readonly status: number;
}

/** A code's catalogue entry; each part of the server has a catalogue of its own. */
export const problem = (status: number, es: string, en: string): ProblemKind => ({ status, es, en });

export type Catalogue = Readonly<Record<string, ProblemKind>>;

/** What every listener may answer. */
export const commonProblems = {
  'not-found': problem(404, 'Esta dirección no existe.', 'There is nothing at this address.'),
  malformed: problem(400, 'La petición no tiene la forma debida.', 'The request is not of the right form.'),
  'too-large': problem(413, 'La petición es demasiado grande.', 'The request is too large.'),
  'headers-too-large': problem(
    431,
    'Los encabezados de la petición son demasiado grandes.',
    'The headers of the request are too large.',
  ),
  'too-slow': problem(
    408,
    'La petición tardó demasiado en llegar. Envíela de nuevo.',
    'The request took too long to arrive. Send it again.',
  ),
  'media-type': problem(
    415,
    'El tipo de contenido no es el debido.',
    'The content type is not the right one.',
  ),
  'too-many': problem(
    429,
    'Demasiadas peticiones. Espere un minuto e intente de nuevo; no se perdió nada.',
    'Too many requests. Wait a minute and try again; nothing was lost.',
  ),
  internal: problem(
    500,
    'Hubo una falla de nuestro lado. Intente de nuevo; lo que ya se confirmó no se pierde.',
    'Something failed on our side. Try again; what was confirmed is not lost.',
  ),
  unavailable: problem(
    503,
    'El servicio no está disponible por ahora. Intente de nuevo en un minuto; no se perdió nada.',
    'The service is not available right now. Try again in a minute; nothing was lost.',
  ),
} as const satisfies Catalogue;

/** Thrown by whoever cannot do what was asked for. Holds nothing secret: it goes to whoever asked. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: string;
  readonly kind: ProblemKind;
  readonly detail: string | undefined;
  /** Seconds after which the same may be tried again, where that is known. */
  retryAfter: number | undefined;

  constructor(code: string, kind: ProblemKind, detail?: string) {
    super(detail === undefined ? code : `${code}: ${detail}`);
    this.code = code;
    this.kind = kind;
    this.detail = detail;
  }

  /** The same problem that says when to come back. */
  after(seconds: number): this {
    this.retryAfter = seconds;
    return this;
  }
}

export interface ProblemBody {
  readonly error: string;
  readonly message: Sentence;
  readonly detail?: string;
}

/** What whoever asked gets to read. */
export const bodyOf = ({ code, kind: { es, en }, detail }: Problem): ProblemBody => ({
  error: code,
  message: { es, en },
  ...(detail !== undefined && { detail }),
});

/** A function that makes the problems of a catalogue. */
export const problemsOf =
  <C extends Catalogue>(catalogue: C) =>
  (code: keyof C & string, detail?: string): Problem =>
    new Problem(code, catalogue[code]!, detail);

export const commonProblem = problemsOf(commonProblems);
