/** Nobody answered, or not in a way that says anything: the site goes on without. @module */

export class NoLink extends Error {
  override readonly name = 'NoLink';
}
