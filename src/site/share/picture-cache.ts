/** Drawn pictures by name: each is drawn once, also when many ask at the same time; the ones unused longest go first. */
export class PictureCache {
  readonly #pictures = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  readonly #most: number;

  /** `most`: how many are kept; one weighs 20 to 40 KB. */
  constructor(most: number) {
    this.#most = most;
  }

  /** A drawing that failed is forgotten, so that the next request tries again. */
  get(name: string, draw: () => Promise<Uint8Array<ArrayBuffer>>): Promise<Uint8Array<ArrayBuffer>> {
    const picture = this.#pictures.get(name) ?? draw();
    this.#pictures.delete(name);
    this.#pictures.set(name, picture);
    picture.catch(() => this.#pictures.delete(name));
    const [oldest] = this.#pictures.keys();
    if (this.#pictures.size > this.#most && oldest !== undefined) this.#pictures.delete(oldest);
    return picture;
  }
}
