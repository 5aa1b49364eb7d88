/** Table of numbered checks (spec §10.2). A test compares it with that chapter. @module */

// prettier-ignore
export const checks = [
  { id: '1.1', kind: 'F', es: 'El punto de control está bien formado y firmado por la bitácora', en: 'The checkpoint is well formed and signed by the log' },
  { id: '1.2', kind: 'F', es: 'Suficientes testigos firmaron el punto de control', en: 'Enough witnesses cosigned the checkpoint' },
  { id: '1.3', kind: 'F', es: 'Todos los mensajes están y coinciden con la bitácora firmada', en: 'All entries are there and agree with the signed log' },
  { id: '1.4', kind: 'F', es: 'Cada marca de tiempo anclada tiene un punto de control atestiguado', en: 'Every anchored clock mark has a witnessed checkpoint' },
  { id: '1.5', kind: 'F', es: 'La bitácora continúa la de tu visita anterior', en: 'The log continues the one of your earlier visit' },
  { id: '2.1', kind: 'F', es: 'El primer mensaje es el manifiesto, firmado por la autoridad', en: 'The first entry is the manifest, signed by the authority' },
  { id: '2.2', kind: 'F', es: 'El manifiesto cumple sus reglas', en: 'The manifest meets its rules' },
  { id: '2.3', kind: 'F', es: 'El manifiesto es el que esperas', en: 'The manifest is the one you expect' },
  { id: '2.4', kind: 'I', es: 'Sellos de los custodios', en: 'Seals of the trustees' },
  { id: '2.5', kind: 'I', es: 'Programas con los que se hace la elección', en: 'Software on which the election runs' },
  { id: '3.1', kind: 'I', es: 'Mensajes de la creación de la llave', en: 'Messages of the key ceremony' },
  { id: '3.2', kind: 'I', es: 'Cada custodio reveló lo que había comprometido', en: 'Each trustee revealed what it had committed to' },
  { id: '3.3', kind: 'I', es: 'Quejas, respuestas y ausencias', en: 'Complaints, answers and absences' },
  { id: '3.4', kind: 'I', es: 'Cada custodio mostró que puede usar su parte', en: 'Each trustee showed that it can use its share' },
  { id: '3.5', kind: 'F', es: 'La llave estaba completa y sellada al abrir', en: 'The key was complete and sealed at the opening' },
  { id: '4.1', kind: 'I', es: 'Listas de credenciales', en: 'Credential lists' },
  { id: '4.2', kind: 'I', es: 'Ninguna credencial está dos veces en las listas', en: 'No credential is listed twice' },
  { id: '4.3', kind: 'I', es: 'Revocaciones de credenciales', en: 'Revocations of credentials' },
  { id: '4.4', kind: 'F', es: 'No hay más credenciales que personas en la lista nominal', en: 'There are no more credentials than people on the roll' },
  { id: '4.5', kind: 'F', es: 'No hay más votos que personas admitidas', en: 'There are no more ballots than people admitted' },
  { id: '4.6', kind: 'I', es: 'Reservas de credenciales de los sitios', en: 'Pools of credentials of the sites' },
  { id: '4.7', kind: 'I', es: 'Credenciales entregadas en los sitios', en: 'Credentials issued at the sites' },
  { id: '4.8', kind: 'I', es: 'Los sitios no entregaron más credenciales de las que caben', en: 'The sites issued no more credentials than there is room for' },
  { id: '5.1', kind: 'I', es: 'Votos: forma', en: 'Ballots: form' },
  { id: '5.2', kind: 'I', es: 'Votos: credencial de la lista o entregada, sin revocar', en: 'Ballots: a listed or issued credential, not revoked' },
  { id: '5.3', kind: 'I', es: 'Votos: uno por credencial, donde así se dispone', en: 'Ballots: one per credential, where so ruled' },
  { id: '5.4', kind: 'I', es: 'Votos: ninguno es copia de otro', en: 'Ballots: none is a copy of another' },
  { id: '5.7', kind: 'I', es: 'Votos: firma de la credencial', en: 'Ballots: signature of the credential' },
  { id: '5.8', kind: 'I', es: 'Votos: cada opción vale 0 o 1, y el número de opciones está permitido', en: 'Ballots: each option is worth 0 or 1, and as many are chosen as allowed' },
  { id: '6.1', kind: 'I', es: 'Votos de prueba: forma y firma', en: 'Challenged ballots: form and signature' },
  { id: '6.2', kind: 'I', es: 'Votos de prueba: se abren como se dijo', en: 'Challenged ballots: they open to their choices' },
  { id: '6.3', kind: 'I', es: 'Votos de prueba: ninguno es copia de otro', en: 'Challenged ballots: none is a copy of another' },
  { id: '7.1', kind: 'I', es: 'Marcas de tiempo', en: 'Clock marks' },
  { id: '7.2', kind: 'I', es: 'Los testigos confirman la hora', en: 'The witnesses confirm the time' },
  { id: '7.3', kind: 'I', es: 'Las marcas de tiempo son seguidas', en: 'The clock marks are close to each other' },
  { id: '7.4', kind: 'F', es: 'Apertura', en: 'Opening' },
  { id: '7.5', kind: 'I', es: 'Cada mensaje corresponde a su etapa', en: 'Every entry belongs to its stage' },
  { id: '7.6', kind: 'F', es: 'Cierre', en: 'Closing' },
  { id: '7.7', kind: 'I', es: 'Cierres de los sitios', en: 'Closings of the sites' },
  { id: '7.8', kind: 'I', es: 'Cada sitio cerró y entregó todo lo que tenía', en: 'Every site closed and delivered all that it held' },
  { id: '7.9', kind: 'I', es: 'Cambios de horario', en: 'Changes of hours' },
  { id: '7.12', kind: 'I', es: 'Incidentes que la autoridad declara', en: 'Incidents that the authority states' },
  { id: '8.1', kind: 'F', es: 'Suma cifrada: forma y firma', en: 'Encrypted tally: form and signature' },
  { id: '8.2', kind: 'F', es: 'Suma cifrada: las celdas son las que manda la regla', en: 'Encrypted tally: the cells are those of the rule' },
  { id: '8.3', kind: 'F', es: 'Suma cifrada: es la suma de los votos', en: 'Encrypted tally: it is the sum of the ballots' },
  { id: '9.1', kind: 'I', es: 'Descifrados parciales: forma y firma', en: 'Decryption shares: form and signature' },
  { id: '9.2', kind: 'I', es: 'Descifrados parciales: prueba', en: 'Decryption shares: proof' },
  { id: '9.3', kind: 'F', es: 'Bastantes custodios descifraron', en: 'Enough trustees decrypted' },
  { id: '10.1', kind: 'F', es: 'Resultado: forma y firma', en: 'Result: form and signature' },
  { id: '10.2', kind: 'F', es: 'Resultado: los votos son los descifrados', en: 'Result: the votes are those decrypted' },
  { id: '10.3', kind: 'F', es: 'Resultado: totales y votos por partido', en: 'Result: totals and votes of the parties' },
  { id: '11.1', kind: 'F', es: 'Tus comprobantes pertenecen a esta bitácora', en: 'Your receipts belong to this log' },
  { id: '11.2', kind: 'F', es: 'Tus comprobantes son de votos válidos', en: 'Your receipts are for valid ballots' },
] as const;

export type CheckId = (typeof checks)[number]['id'];

/** Returns the checks from one to another, both included, in the order of the table. */
export function range(from: CheckId, to: CheckId): CheckId[] {
  const ids = checks.map(({ id }) => id);
  return ids.slice(ids.indexOf(from), ids.indexOf(to) + 1);
}
