import { panelShare } from './panel-share.ts';
import type { Problem } from './problem.ts';
import { shown } from './problem.ts';
import type { FileHeader } from './schema.ts';
import type { Verdict } from './tool.ts';

/**
 * What no schema of one entry can see: ids used twice, reviews by strangers, shares that do not add up. Looks at
 * the raw entries, so that one wrong date does not hide a wrong share in the same tool.
 */
export class ConsistencyCheck {
  readonly #file: string;
  /** Null while no panel could be read: then strangers cannot be told. */
  #panelists: Map<string, string> | null = null;
  readonly #slugs = new Map<string, string>();
  readonly #categories = new Map<string, Map<string, string>>();

  constructor(file: string) {
    this.#file = file;
  }

  panel(panel: FileHeader['panel'], base: string): Problem[] {
    const seen = new Map<string, string>();
    const problems: Problem[] = [];
    panel.forEach((panelist, index) => {
      const id = panelist.id.trim();
      const path = `${base}.panel[${index}].id`;
      const first = seen.get(id);
      if (first) {
        const message = `panelist ${shown(id)} is on the panel twice`;
        problems.push(
          this.#error(path, id, message, `give one of them another id; the first is at ${first}`),
        );
      } else seen.set(id, path);
    });
    this.#panelists = seen;
    return problems;
  }

  tool(raw: unknown, base: string, subject: string): Problem[] {
    const { slug, category, reviews, panelShip } = record(raw);
    if (typeof category === 'string') this.#noteCategory(category.trim(), `${base}.category`);
    const list = Array.isArray(reviews) ? reviews.map(record) : [];
    return [
      ...this.#duplicateSlug(slug, base),
      ...this.#reviewers(list, base, subject),
      ...this.#share(panelShip, list, base, subject),
    ];
  }

  /** Warnings about categories that differ in spelling only and are therefore never paired with one another. */
  spellings(): Problem[] {
    return [...this.#categories.values()].flatMap(spellings => {
      const [[usual, place] = ['', ''], ...others] = spellings;
      return others.map(([category, path]) => ({
        ...this.#error(
          path,
          category,
          `the category ${shown(category)} differs from ${shown(usual)} in capitals or blanks only`,
          `use one spelling for both; the other is at ${place}`,
        ),
        severity: 'warning' as const,
      }));
    });
  }

  #duplicateSlug(slug: unknown, base: string): Problem[] {
    if (typeof slug !== 'string') return [];
    const path = `${base}.slug`;
    const first = this.#slugs.get(slug);
    if (first === undefined) {
      this.#slugs.set(slug, path);
      return [];
    }
    const fix = `give one of them another slug; the first is at ${first}`;
    return [this.#error(path, slug, `tool ${shown(slug)}: the slug is used twice`, fix)];
  }

  #reviewers(reviews: Record<string, unknown>[], base: string, subject: string): Problem[] {
    const seen = new Set<string>();
    return reviews.flatMap(({ panelist }, index) => {
      if (typeof panelist !== 'string' || panelist.trim() === '') return [];
      const id = panelist.trim();
      const path = `${base}.reviews[${index}].panelist`;
      const twice = seen.has(id);
      seen.add(id);
      if (twice) {
        const message = `${subject}: panelist ${shown(id)} has two reviews`;
        return [this.#error(path, panelist, message, 'keep the newer one')];
      }
      if (!this.#panelists || this.#panelists.has(id)) return [];
      const message = `${subject}: ${shown(id)} is not on the panel`;
      const fix = `add them to the panel, or use one of: ${[...this.#panelists.keys()].join(', ') || '(the panel is empty)'}`;
      return [this.#error(path, panelist, message, fix)];
    });
  }

  #share(panelShip: unknown, reviews: Record<string, unknown>[], base: string, subject: string): Problem[] {
    const verdicts = reviews.map(({ verdict }) => verdict).filter(isVerdict);
    // With a verdict unreadable there is nothing to hold the share against.
    if (typeof panelShip !== 'number' || verdicts.length !== reviews.length) return [];
    const { ships, percent } = panelShare(verdicts.map(verdict => ({ verdict })));
    if (panelShip === percent) return [];
    const message = `${subject}: panelShip is ${panelShip}, but ${ships} of ${verdicts.length} reviews say ship, which is ${percent}`;
    return [
      this.#error(
        `${base}.panelShip`,
        panelShip,
        message,
        `write ${percent}, correct the verdicts, or leave it out`,
      ),
    ];
  }

  #noteCategory(category: string, path: string): void {
    const key = category.toLowerCase().replace(/\s+/gu, ' ');
    const spellings = this.#categories.get(key) ?? new Map<string, string>();
    if (!spellings.has(category)) spellings.set(category, path);
    this.#categories.set(key, spellings);
  }

  #error(path: string, found: unknown, message: string, fix: string): Problem {
    return { file: this.#file, path, found: shown(found), message, fix, severity: 'error' };
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isVerdict(value: unknown): value is Verdict {
  return value === 'ship' || value === 'skip';
}
