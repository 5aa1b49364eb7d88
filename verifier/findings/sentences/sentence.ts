/** Sentence for people, in Spanish and English. @module */

export interface Sentence {
  readonly es: string;
  readonly en: string;
}

export function sentence(es: string, en: string): Sentence {
  return { es, en };
}
