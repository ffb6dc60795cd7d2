/** What can't be done, by a word that the page has a text for. */
export class Trouble extends Error {
  constructor(kind, message = kind) {
    super(message);
    this.kind = kind;
  }
}
