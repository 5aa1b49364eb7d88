/** Texts of the desk's status bar and of the display on the wall. @module */

import type { Text } from '../../i18n/text.ts';

export const statusTexts = {
  'status.title': { es: 'Estado de la sede', en: 'State of the site' },
  'status.queue': { es: 'En la fila', en: 'Waiting' },
  'status.people': {
    es: { one: '{n} persona', other: '{n} personas' },
    en: { one: '{n} person', other: '{n} people' },
  },
  'status.wait': {
    es: { one: 'Espera: un minuto, más o menos', other: 'Espera: {n} minutos, más o menos' },
    en: { one: 'Wait: about a minute', other: 'Wait: about {n} minutes' },
  },
  'status.wait-unknown': { es: 'Espera: aún no se sabe', en: 'Wait: not known yet' },
  'status.no-wait': { es: 'Sin espera', en: 'No wait' },
  'status.arrive': { es: 'Llegó una persona', en: 'A person came' },
  'status.link': { es: 'Enlace', en: 'Link' },
  'status.up': { es: 'Con enlace desde las {time}', en: 'Link up since {time}' },
  'status.down': { es: 'Sin enlace desde las {time}', en: 'Link down since {time}' },
  'status.down-means': {
    es: 'Solo se atiende a la lista de esta sede. Las tarjetas llegan a la pizarra pública cuando vuelva.',
    en: 'This site’s roll alone is served. Cards go to the public board when it is back.',
  },
  'status.pending': { es: 'Tarjetas por llevar a la pizarra', en: 'Cards to bring to the board' },
  'status.walk-ins': { es: 'Lugares sin registro', en: 'Places without registration' },
  'status.left': { es: '{n} de {of}', en: '{n} of {of}' },
  'status.stage': { es: 'Jornada', en: 'Day' },
  'status.before': { es: 'Sin abrir', en: 'Not open' },
  'status.open': { es: 'Abierta', en: 'Open' },
  'status.closed': { es: 'Cerrada', en: 'Closed' },
  'status.hours': {
    es: 'Del {starts} al {ends} ({zone})',
    en: 'From {starts} to {ends} ({zone})',
  },
  'status.grace': {
    es: 'Hasta las {until} recibe tarjeta quien está en la fila a la hora de cierre.',
    en: 'Until {until} whoever was in the queue at closing time gets a card.',
  },
  'status.pool': { es: 'Códigos', en: 'Codes' },
  'status.pool-low': {
    es: 'Quedan pocos: avise a la oficina electoral.',
    en: 'Few are left: tell the election office.',
  },
  'status.conflicts-see': {
    es: 'Hay tarjetas que el centro no habría permitido: véalas en «Conflictos».',
    en: 'There are cards that the centre would not have allowed: see “Conflicts”.',
  },
  'status.lost': {
    es: 'El equipo de la mesa no contesta. Lo que sigue es de antes.',
    en: 'The desk’s machine does not answer. What follows is from before.',
  },
  'status.reading': { es: 'Leyendo el estado de la sede.', en: 'Reading the state of the site.' },

  'wall.title': { es: 'Votación', en: 'Voting' },
  'wall.waiting': { es: 'En la fila', en: 'Waiting' },
  'wall.minutes': { es: 'Minutos de espera', en: 'Minutes of wait' },
  'wall.unknown': { es: '—\u00a0aún no se sabe', en: '—\u00a0not known yet' },
  'wall.bring-title': { es: 'Ten a la mano', en: 'Have at hand' },
  'wall.bring': { es: 'Tu credencial para votar, vigente.', en: 'Your voting credential, in force.' },
  'wall.phone': {
    es: 'Guarda tu teléfono al llegar al kiosco.',
    en: 'Put your phone away when you come to the kiosk.',
  },
  'wall.until': { es: 'Se vota hasta las {time}', en: 'You may vote until {time}' },
  'wall.queue-stays': {
    es: 'Si a esa hora estás en la fila, votas.',
    en: 'If you are in the queue by then, you vote.',
  },
  'wall.before': { es: 'Se abre el {time}', en: 'It opens on {time}' },
  'wall.closed': { es: 'La votación en esta sede terminó.', en: 'Voting at this site is over.' },
  'wall.lost': {
    es: 'Sin datos por ahora. La fila sigue.',
    en: 'No data right now. The queue goes on.',
  },
} as const satisfies Record<string, Text>;
