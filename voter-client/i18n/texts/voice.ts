/** Texts that the kiosk's voice says in addition to those on the screen. @module */

import type { Text } from '../text.ts';

export const voiceTexts = {
  'voice.marked': { es: 'Marcado: {name}', en: 'Marked: {name}' },
  'voice.unmarked': { es: 'Sin marcar: {name}', en: 'Not marked: {name}' },
  'voice.button': { es: '{name}. Botón', en: '{name}. Button' },
  'voice.keys': {
    es: 'Te leemos todo por los audífonos. Con la tecla Tab avanzas; con Mayúsculas y Tab regresas. Con la barra espaciadora marcas, o quitas una marca. Con Enter pulsas un botón.',
    en: 'We read everything to you through the headphones. The Tab key moves on; Shift and Tab move back. The space bar marks, or takes a mark off. Enter presses a button.',
  },
  'voice.switches': {
    es: 'Te leemos todo por los audífonos. Un botón avanza y el otro elige.',
    en: 'We read everything to you through the headphones. One switch moves on and the other chooses.',
  },
  'voice.help': {
    es: 'La tecla F1 repite estas instrucciones. F2 repite lo último que dijimos. F3 cambia la velocidad y F4 el volumen.',
    en: 'The F1 key repeats these instructions. F2 repeats what we said last. F3 changes the speed and F4 the volume.',
  },
  'voice.rate-0': { es: 'Velocidad normal', en: 'Normal speed' },
  'voice.rate-1': { es: 'Más despacio', en: 'Slower' },
  'voice.rate-2': { es: 'Lo más despacio', en: 'Slowest' },
  'voice.volume-0': { es: 'Volumen normal', en: 'Normal volume' },
  'voice.volume-1': { es: 'Más fuerte', en: 'Louder' },
  'voice.volume-2': { es: 'Lo más fuerte', en: 'Loudest' },
} as const satisfies Record<string, Text>;
