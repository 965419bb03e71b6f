import { catalogueHash } from './catalogue-hash.ts';
import { ConsistencyCheck } from './consistency.ts';
import { panelFrom, toolFrom } from './from-file.ts';
import type { Problem } from './problem.ts';
import { shown } from './problem.ts';
import { proseWarnings } from './prose-warnings.ts';
import { fileSchema, headerSchema, toolSchema } from './schema.ts';
import { schemaProblems } from './schema-problems.ts';
import type { Catalogue, Panelist, Tool } from './tool.ts';

export type LoadResult =
  | { readonly kind: 'loaded'; readonly catalogue: Catalogue; readonly warnings: readonly Problem[] }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] };

/** Nobody reads as many, and of a file that is none they would fill the memory. */
const MOST_PROBLEMS = 20_000;
const GIVEN_UP = ['the rest was not looked at', 'correct what is above, and check again'] as const;

/**
 * A catalogue while it is being read: takes the parts in the order of the file, keeps every problem, and gives a
 * catalogue only when there is no error at all.
 */
export class CatalogueDraft {
  #isGivenUp = false;
  /** Warnings keep no catalogue out, however many they are. */
  #errors = 0;
  readonly #file: string;
  readonly #problems: Problem[] = [];
  readonly #tools: Tool[] = [];
  readonly #consistency: ConsistencyCheck;
  #panel: readonly Panelist[] = [];
  #sample = false;

  constructor(file: string) {
    this.#file = file;
    this.#consistency = new ConsistencyCheck(file);
  }

  /** Something that keeps a part, or all, from being read at all. */
  fault(path: string, found: string, message: string, fix: string): void {
    this.#problems.push({ file: this.#file, path, found, message, fix, severity: 'error' });
  }

  /** The parsed content of a .json file. */
  whole(raw: unknown): void {
    this.#head(raw, fileSchema, '$');
    const tools = (raw as { tools?: unknown } | null)?.tools;
    if (!Array.isArray(tools)) return;
    tools.forEach((tool, index) => {
      this.tool(tool, `$.tools[${index}]`, index + 1);
    });
  }

  /** The parsed first line of an .ndjson file. */
  header(raw: unknown, base: string): void {
    if (typeof raw === 'object' && raw !== null && 'slug' in raw) {
      this.fault(base, shown(raw), 'a tool is where the panel belongs', 'start with a line {"panel": [ … ]}');
      this.tool(raw, base, 1);
    } else this.#head(raw, headerSchema, base);
  }

  /** One parsed tool; `position` counts from 1. */
  tool(raw: unknown, base: string, position: number): void {
    if (this.#isGivenUp) return;
    if (this.#errors >= MOST_PROBLEMS) {
      this.#isGivenUp = true;
      this.fault(base, `${MOST_PROBLEMS} errors and more`, ...GIVEN_UP);
      return;
    }
    const result = toolSchema.safeParse(raw);
    const subject = toolSubject(raw, position);
    if (!result.success) {
      const checked = { file: this.#file, base, subject, raw, schema: toolSchema };
      this.#note(schemaProblems(result.error.issues, checked));
    }
    this.#note(this.#consistency.tool(raw, base, subject));
    if (!result.success) return;
    this.#note(proseWarnings(result.data, { file: this.#file, base, subject }));
    this.#tools.push(toolFrom(result.data));
  }

  finish(): LoadResult {
    const problems = this.#problems.concat(this.#consistency.spellings());
    if (problems.some(problem => problem.severity === 'error')) return { kind: 'invalid', problems };
    const tools = this.#tools.sort((left, right) => (left.slug < right.slug ? -1 : 1));
    const hash = catalogueHash(this.#panel, tools);
    const catalogue = { panel: this.#panel, tools, hash, sample: this.#sample };
    return { kind: 'loaded', catalogue, warnings: problems };
  }

  /** One by one: of a hostile file they may be more than a call takes arguments. */
  #note(problems: readonly Problem[]): void {
    for (const problem of problems) {
      this.#problems.push(problem);
      if (problem.severity === 'error') this.#errors += 1;
    }
  }

  #head(raw: unknown, schema: typeof headerSchema | typeof fileSchema, base: string): void {
    const result = schema.safeParse(raw);
    if (!result.success) {
      const checked = { file: this.#file, base, subject: 'the catalogue', raw, schema };
      this.#note(schemaProblems(result.error.issues, checked));
      return;
    }
    this.#note(this.#consistency.panel(result.data.panel, base));
    this.#panel = panelFrom(result.data.panel);
    this.#sample = result.data.sample ?? false;
  }
}

function toolSubject(raw: unknown, position: number): string {
  const slug = (raw as { slug?: unknown } | null)?.slug;
  return typeof slug === 'string' && slug !== '' ? `tool ${shown(slug)}` : `tool number ${position}`;
}
