/**
 * Errors of tokens, with sentences that tell a trustee what to do. No error contains a PIN, a key or a share.
 * @module
 */

export interface Sentence {
  readonly es: string;
  readonly en: string;
}

const sentence = (es: string, en: string): Sentence => ({ es, en });

/** Kinds of errors, with sentences that say what happened and what to do. */
export const tokenFaults = {
  'pin-incorrect': sentence(
    'El PIN no es correcto. Escríbalo otra vez con calma: cada error cuenta.',
    'The PIN is not right. Type it again without haste: every mistake counts.',
  ),
  'pin-few-tries': sentence(
    'El PIN no es correcto, y no es el primer error: el dispositivo se bloquea tras algunos más.',
    'The PIN is not right, and it is not the first mistake: the device locks after some more.',
  ),
  'pin-last-try': sentence(
    'El PIN no es correcto, y queda un solo intento: otro error lo bloquea. Deténgase y verifíquelo.',
    'The PIN is not right, and one try is left: another mistake locks it. Stop and make sure.',
  ),
  'pin-locked': sentence(
    'El PIN está bloqueado. Solo quien tiene el PIN de administración del dispositivo puede desbloquearlo.',
    'The PIN is locked. Only the holder of the device’s security officer PIN can unlock it.',
  ),
  'pin-expired': sentence(
    'El PIN venció o aún no se ha establecido. Establézcalo con la herramienta del fabricante.',
    'The PIN has expired or was never set. Set it with the maker’s tool.',
  ),
  'pin-form': sentence(
    'El PIN tiene un largo o un carácter que el dispositivo no acepta.',
    'The PIN has a length or a character that the device does not accept.',
  ),
  'pins-differ': sentence(
    'El PIN nuevo no se escribió igual las dos veces. No se hizo nada: empiece de nuevo.',
    'The new PIN was not typed alike both times. Nothing was done: start again.',
  ),
  'pin-descriptor': sentence(
    'Donde debía llegar el PIN no hay nada que leer. Revise el número del descriptor.',
    'There is nothing to read where the PIN should come from. Check the number of the descriptor.',
  ),
  'so-pin': sentence(
    'El PIN de administración no es correcto o está bloqueado. Deténgase: si se bloquea, nadie puede desbloquearlo.',
    'The security officer PIN is not right, or locked. Stop: once it locks, nobody can unlock it.',
  ),
  'token-absent': sentence(
    'No está el dispositivo que se pidió. Conéctelo, o revise el nombre y el número de serie.',
    'The device that was asked for is not there. Connect it, or check its label and serial number.',
  ),
  'token-ambiguous': sentence(
    'Hay varios dispositivos con ese nombre. Indique también el número de serie.',
    'Several devices have this label. Give the serial number, too.',
  ),
  'blank-absent': sentence(
    'No hay un dispositivo vacío que inicializar. Uno en uso nunca se inicializa.',
    'There is no blank token to initialise. One that is in use is never initialised.',
  ),
  'blank-ambiguous': sentence(
    'Hay varios dispositivos vacíos. Deje conectado solo el que se va a inicializar.',
    'There are several blank tokens. Leave only the one connected that is to be initialised.',
  ),
  'label-form': sentence(
    'El nombre de un dispositivo tiene de 1 a 32 caracteres, sin acentos ni eñes.',
    'A token’s label has 1 to 32 characters, all of them ASCII.',
  ),
  'token-exists': sentence(
    'Ya hay un dispositivo con ese nombre. Nunca se sobrescribe: elija otro nombre.',
    'There is a token of that label already. It is never overwritten: choose another label.',
  ),
  'token-removed': sentence(
    'El dispositivo se desconectó. Lo que estaba guardado sigue ahí: conéctelo y repita este paso.',
    'The device was removed. What was stored is still there: connect it again and repeat this step.',
  ),
  'session-lost': sentence(
    'Se perdió la sesión con el dispositivo. Lo que estaba guardado sigue ahí: repita este paso.',
    'The session with the device is lost. What was stored is still there: repeat this step.',
  ),
  'not-logged-in': sentence(
    'El dispositivo pide el PIN antes de hacer esto.',
    'The device wants the PIN before it does this.',
  ),
  busy: sentence(
    'Otro programa usa el dispositivo. Ciérrelo y repita este paso.',
    'Another program is using the device. Close it and repeat this step.',
  ),
  'key-missing': sentence(
    'La llave no está en este dispositivo. ¿Es el dispositivo correcto, y está completo?',
    'The key is not in this device. Is it the right device, and is it whole?',
  ),
  'key-other': sentence(
    'La llave de firma de este dispositivo no es la que está en el manifiesto. Revise que sea el dispositivo correcto.',
    'The signing key of this token is not the one in the manifest. Make sure that it is the right token.',
  ),
  'key-exists': sentence(
    'Ya hay una llave con ese nombre en el dispositivo. Nunca se sobrescribe.',
    'There is a key of that name in the device already. It is never overwritten.',
  ),
  'key-ambiguous': sentence(
    'Hay varias llaves con ese nombre en el dispositivo. No se usa ninguna.',
    'There are several keys of that name in the device. None is used.',
  ),
  'key-weak': sentence(
    'La llave no está protegida como debe: podría extraerse o copiarse. No se usa.',
    'The key is not protected as it must be: it could be extracted or copied. It is not used.',
  ),
  'bad-sealed': sentence(
    'El secreto sellado no abre: fue alterado, o se selló con otro dispositivo, para otra elección, otra custodia u otra ceremonia.',
    'The sealed secret does not open: it was changed, or sealed with another device, or for another election, trustee or ceremony.',
  ),
  'token-full': sentence(
    'El dispositivo no tiene espacio para otra llave. No borre nada: avise a soporte técnico.',
    'The device has no room for another key. Remove nothing: call for technical help.',
  ),
  'read-only': sentence('El dispositivo está protegido contra escritura.', 'The device is write-protected.'),
  unsupported: sentence(
    'El dispositivo no ofrece esta función. Revíselo con `hsm check`.',
    'The device does not offer this. Examine it with `hsm check`.',
  ),
  'library-missing': sentence(
    'No se pudo cargar la biblioteca PKCS#11. Revise la ruta, y que sea para este equipo.',
    'The PKCS#11 library could not be loaded. Check its path, and that it is made for this machine.',
  ),
  damaged: sentence(
    'El archivo del dispositivo de programa está dañado. Use su respaldo.',
    'The file of the software token is damaged. Use its backup.',
  ),
  'file-exists': sentence(
    'Ya hay un archivo con ese nombre. Nunca se sobrescribe: elija otro.',
    'There is a file of that name already. It is never overwritten: choose another.',
  ),
  file: sentence(
    'Un archivo no se pudo leer o escribir. Revise la ruta, los permisos y el espacio.',
    'A file could not be read or written. Check its path, permissions and space.',
  ),
  'rehearsal-only': sentence(
    'Lo que no es hardware sirve solo para ensayos: este manifiesto es de una elección real.',
    'What is no hardware is for rehearsals only: this manifest is of a real election.',
  ),
  'no-terminal': sentence(
    'No hay una terminal donde preguntar. Use esta opción.',
    'There is no terminal to ask at. Use this option.',
  ),
  canceled: sentence('Cancelado: no se hizo nada.', 'Canceled: nothing was done.'),
  'no-answer': sentence(
    'El dispositivo no respondió a tiempo. Lo que estaba guardado sigue ahí: reconéctelo y repita este paso.',
    'The device did not answer in time. What was stored is still there: reconnect it and repeat this step.',
  ),
  program: sentence(
    'El programa falló, o lo hizo fallar la biblioteca del dispositivo. Lo que estaba guardado sigue ahí: repita este paso; si se repite, avise a soporte técnico.',
    'The program failed, or the device’s library made it fail. What was stored is still there: repeat this step; if it happens again, call for technical help.',
  ),
  device: sentence(
    'El dispositivo tuvo una falla. Reconéctelo y repita este paso; si se repite, avise a soporte técnico.',
    'The device failed. Reconnect it and repeat this step; if it happens again, call for technical help.',
  ),
} as const satisfies Record<string, Sentence>;

export type FaultKind = keyof typeof tokenFaults;

export class TokenError extends Error {
  override readonly name = 'TokenError';
  readonly kind: FaultKind;
  readonly says: Sentence;
  readonly detail: string | undefined;

  /**
   * Creates an error of this kind. `detail` is the device's error code or the name that was searched. It is displayed,
   * so it must never be a secret.
   */
  constructor(kind: FaultKind, detail?: string) {
    const { es, en } = tokenFaults[kind];
    const behind = detail === undefined ? '' : ` (${detail})`;
    super(en + behind);
    this.kind = kind;
    this.detail = detail;
    this.says = { es: es + behind, en: en + behind };
  }
}

/**
 * Converts any error to a TokenError for display. For a file error only the path is shown, because the system's message
 * is in English.
 */
export function toTokenError(error: unknown): TokenError {
  if (error instanceof TokenError) return error;
  const { message, path } = (
    error instanceof Error ? error : new Error(String(error))
  ) as NodeJS.ErrnoException;
  return path === undefined ? new TokenError('program', message) : new TokenError('file', path);
}
