/** Random choices that come out the same for the same seed, on every machine (mulberry32). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** 0 up to but not including 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** A whole number from 0 up to but not including `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  one<T>(list: readonly T[]): T {
    return this.#at(list, this.below(list.length));
  }

  /** `count` different entries, or all when there are fewer. */
  some<T>(list: readonly T[], count: number): T[] {
    const rest = [...list];
    return Array.from({ length: Math.min(count, rest.length) }, () =>
      rest.splice(this.below(rest.length), 1),
    ).flat();
  }

  /** The n-th entry comes up 1/n as often as the first. */
  zipf<T>(list: readonly T[]): T {
    const total = list.reduce((sum, _, index) => sum + 1 / (index + 1), 0);
    let left = this.next() * total;
    const index = list.findIndex((_, at) => {
      left -= 1 / (at + 1);
      return left < 0;
    });
    return this.#at(list, index === -1 ? 0 : index);
  }

  #at<T>(list: readonly T[], index: number): T {
    if (index >= list.length) throw new Error('Nothing to choose from');
    return list[index] as T;
  }
}
