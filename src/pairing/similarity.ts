import type { Tool } from '../catalogue/tool.ts';

/**
 * How alike two tools of one category sound: the TF-IDF cosine over name, tagline, description and tags. Word
 * frequencies are counted per category, so that a new tool elsewhere changes nothing here; they are counted up
 * front, while vectors are made only for the tools that are asked about.
 */
export class Similarity {
  readonly #categories = new Map<string, CategoryWords>();
  readonly #vectors = new Map<Tool, Vector>();

  constructor(tools: readonly Tool[]) {
    for (const tool of tools) {
      let category = this.#categories.get(tool.category);
      if (!category) {
        category = new CategoryWords();
        this.#categories.set(tool.category, category);
      }
      category.count(tool);
    }
  }

  /** 0 (no word in common) to 1 (the same words); both tools among those given at the start. */
  cosine(a: Tool, b: Tool): number {
    return dot(this.#vector(a), this.#vector(b));
  }

  /** Tools of one category with the same pattern have the same cosine with every third, and all with each other. */
  pattern(tool: Tool): string {
    return this.#categoryOf(tool).pattern(tool);
  }

  #vector(tool: Tool): Vector {
    let vector = this.#vectors.get(tool);
    if (!vector) {
      vector = this.#categoryOf(tool).vector(tool);
      this.#vectors.set(tool, vector);
    }
    return vector;
  }

  #categoryOf(tool: Tool): CategoryWords {
    const category = this.#categories.get(tool.category);
    if (!category) throw new Error(`The words of "${tool.slug}" were never counted`);
    return category;
  }
}

/** 0 up to .05 (an odd pair), 1 from .20 to .45, 0 again from .75 (clones). */
export function closeness(cosine: number): number {
  if (cosine < 0.2) return Math.max(0, (cosine - 0.05) / 0.15);
  return cosine <= 0.45 ? 1 : Math.max(0, (0.75 - cosine) / 0.3);
}

interface Vector {
  /** Word ids, ascending. */
  readonly ids: Int32Array;
  /** Of length 1. */
  readonly weights: Float64Array;
}

/** The words of one category as numbers, and how many of its tools use each. */
class CategoryWords {
  /** Every spelling is looked at once; -1 for words that say nothing. */
  readonly #ids = new Map<string, number>();
  /** By word: how many tools use it, and which tool was the last one counted. */
  readonly #users: number[] = [];
  readonly #lastUser: number[] = [];
  #size = 0;

  count(tool: Tool): void {
    this.#size += 1;
    for (const id of this.#wordsOf(tool)) {
      if (this.#lastUser[id] === this.#size) continue;
      this.#lastUser[id] = this.#size;
      this.#users[id] = (this.#users[id] ?? 0) + 1;
    }
  }

  /** The words that others use too, with their counts, and the counts of those that are the tool's own. */
  pattern(tool: Tool): string {
    const shared: string[] = [];
    const own: number[] = [];
    for (const [id, count] of this.#countsOf(tool)) {
      if (this.#users[id] === 1) own.push(count);
      else shared.push(`${id}:${count}`);
    }
    return `${shared.sort().join(' ')} | ${own.sort().join(' ')}`;
  }

  vector(tool: Tool): Vector {
    const counts = this.#countsOf(tool);
    const ids = Int32Array.from(counts.keys()).sort();
    const weights = Float64Array.from(ids, id => {
      const rarity = 1 + Math.log((1 + this.#size) / (1 + (this.#users[id] ?? 0)));
      return (1 + Math.log(counts.get(id) ?? 1)) * rarity;
    });
    const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0));
    return { ids, weights: length === 0 ? weights : weights.map(weight => weight / length) };
  }

  #countsOf(tool: Tool): Map<number, number> {
    const counts = new Map<number, number>();
    for (const id of this.#wordsOf(tool)) counts.set(id, (counts.get(id) ?? 0) + 1);
    return counts;
  }

  #wordsOf({ name, tagline, description, tags }: Tool): number[] {
    const text = `${name} ${tagline} ${description} ${tags.join(' ')}`.normalize('NFC').toLowerCase();
    const ids: number[] = [];
    for (const word of text.match(/[\p{L}\p{N}]+/gu) ?? []) {
      const id = this.#ids.get(word) ?? this.#add(word);
      if (id !== -1) ids.push(id);
    }
    return ids;
  }

  #add(word: string): number {
    const id = STOP_WORDS.has(word) ? -1 : this.#idOfBase(word);
    this.#ids.set(word, id);
    return id;
  }

  #idOfBase(word: string): number {
    const base = singular(word);
    return base === word ? this.#users.push(0) - 1 : (this.#ids.get(base) ?? this.#add(base));
  }
}

function dot(left: Vector, right: Vector): number {
  let sum = 0;
  let i = 0;
  let j = 0;
  while (i < left.ids.length && j < right.ids.length) {
    const difference = (left.ids[i] ?? 0) - (right.ids[j] ?? 0);
    if (difference === 0) sum += (left.weights[i++] ?? 0) * (right.weights[j++] ?? 0);
    else if (difference < 0) i += 1;
    else j += 1;
  }
  return Math.min(1, sum);
}

const STOP_WORDS = new Set(
  (
    'a about all also an and any are as at be but by can do does for from get has have how if in into is it its ' +
    'just like more most no not of on one only or other our out over so such than that the their them then there ' +
    'these they this to up use used uses using via was what when where which while who will with without you your'
  ).split(' '),
);

/** `agents` and `agent` are one word; `css` and `analysis` stay. */
function singular(word: string): string {
  return word.length > 3 && word.endsWith('s') && !/(?:ss|us|is)$/.test(word) ? word.slice(0, -1) : word;
}
