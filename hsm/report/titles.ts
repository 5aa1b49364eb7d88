/** Titles of the checks of a device. @module */
import type { Sentence } from '../errors.ts';

const title = (es: string, en: string): Sentence => ({ es, en });

export const titles = {
  cryptoki: title('Versión de PKCS#11', 'PKCS#11 version'),
  'login-required': title('Pide PIN', 'Wants a PIN'),
  'not-write-protected': title('Se puede escribir', 'Can be written to'),
  'random-generator': title('Tiene generador de números aleatorios', 'Has a random generator'),
  hardware: title('Dice ser hardware', 'Says that it is hardware'),
  'pin-length': title('Largo del PIN', 'Length of the PIN'),
  mechanism: title('Ofrece el mecanismo', 'Offers the mechanism'),
  'random-sanity': title(
    'Números aleatorios sin repeticiones ni sesgo burdo',
    'Random numbers without repetition or gross bias',
  ),
  'sign-key': title('Crea una llave de firma protegida', 'Makes a protected signing key'),
  'sign-works': title('Firma, y la firma se comprueba fuera', 'Signs, and the signature verifies outside'),
  'sign-extract': title('Se niega a entregar la llave de firma', 'Refuses to give out the signing key'),
  'sign-wrap': title(
    'Se niega a envolver la llave de firma con otra',
    'Refuses to wrap the signing key with another',
  ),
  'sign-loosen': title(
    'Se niega a relajar la protección de la llave de firma',
    'Refuses to loosen the protection of the signing key',
  ),
  'sign-copy': title(
    'Se niega a copiar la llave de firma sin protección',
    'Refuses an unprotected copy of the signing key',
  ),
  'seal-key': title('Crea una llave de sellado protegida', 'Makes a protected sealing key'),
  'seal-works': title('Sella y abre; con otro contexto se niega', 'Seals and opens; refuses another context'),
  'seal-extract': title('Se niega a entregar la llave de sellado', 'Refuses to give out the sealing key'),
  'seal-wrap': title(
    'Se niega a envolver la llave de sellado con otra',
    'Refuses to wrap the sealing key with another',
  ),
  'seal-loosen': title(
    'Se niega a relajar la protección de la llave de sellado',
    'Refuses to loosen the protection of the sealing key',
  ),
  'seal-copy': title(
    'Se niega a copiar la llave de sellado sin protección',
    'Refuses an unprotected copy of the sealing key',
  ),
  'weak-curve': title('Rechaza la curva P-224', 'Refuses curve P-224'),
  'weak-rsa': title('Rechaza RSA de 1024 bits', 'Refuses RSA of 1024 bits'),
} as const satisfies Record<string, Sentence>;

export type CheckName = keyof typeof titles;

/** Level of a check; a device that fails a "must" does not meet the profile. */
export type Level = 'must' | 'should';

export type Add = (name: CheckName, level: Level, passed: boolean, seen: Sentence) => void;
