import { checkCatalogue } from '../catalogue.ts';
import { type Problem, shown } from '../problem.ts';
import { slugFrom } from '../slug-from.ts';
import type { SheetMapping } from './sheet-mapping.ts';
import { SheetPanel } from './sheet-panel.ts';
import type { SheetCell, SheetRow } from './sheet-rows.ts';
import { placeOf, SheetTool } from './sheet-tool.ts';

/** The tools of all rows so far. */
export class Gathering {
  readonly problems: Problem[] = [];
  readonly #mapping: SheetMapping;
  readonly #panel: SheetPanel;
  readonly #tools = new Map<string, { readonly tool: SheetTool; readonly first: SheetRow }>();

  constructor(mapping: SheetMapping) {
    this.#mapping = mapping;
    this.#panel = new SheetPanel(mapping.panel);
  }

  take(row: SheetRow): void {
    const slug = this.#slugOf(row);
    if (slug === '') return;
    const known = this.#tools.get(slug) ?? { tool: new SheetTool(slug), first: row };
    this.#tools.set(slug, known);
    const { tool } = known;
    for (const cell of row.cells) {
      const { of, key } = cell.field;
      if (of === 'tool' && key !== 'slug') this.problems.push(...tool.take(cell, null, row, this.#mapping));
    }
    this.#takeReviews(tool, row);
  }

  catalogue() {
    const tools = [...this.#tools.values()].map(({ tool }) => tool.entry(this.#mapping));
    return { panel: this.#panel.members(), tools };
  }

  /** What the checker says of the whole, by line where it is about one tool. */
  check(made: ReturnType<Gathering['catalogue']>, file: string): Problem[] {
    const result = checkCatalogue(made, file);
    const rows = [...this.#tools.values()].map(({ first }) => first);
    return (result.kind === 'loaded' ? result.warnings : result.problems).map(problem => {
      const row = rows[Number(/^\$\.tools\[(\d+)\]/u.exec(problem.path)?.[1] ?? Number.NaN)];
      return row ? { ...problem, file: row.file, path: `from line ${row.line}, ${problem.path}` } : problem;
    });
  }

  /** A row may hold one review, or several of panellists with columns of their own. */
  #takeReviews(tool: SheetTool, row: SheetRow): void {
    const whose = row.cells.find(({ field }) => field.key === 'panelist');
    const cells = row.cells.filter(({ field }) => field.of === 'review' && field.key !== 'panelist');
    const byName = Map.groupBy(cells, ({ field }) =>
      field.of === 'review' && field.panelist !== null ? field.panelist : (whose?.text.trim() ?? ''),
    );
    // Whoever is named and says nothing is told to by the checker.
    if (whose && !byName.has(whose.text.trim()) && cells.length === 0) byName.set(whose.text.trim(), []);
    for (const [name, said] of byName) this.#takeReview(tool, row, name, whose ?? said[0], said);
  }

  #takeReview(
    tool: SheetTool,
    row: SheetRow,
    name: string,
    by: SheetCell | undefined,
    said: readonly SheetCell[],
  ): void {
    const at = placeOf(row, (name === by?.text.trim() ? by : said[0])?.column ?? '');
    if (name === '') {
      const message = `${said[0]?.field.name} is said in a row that names no panellist`;
      const fix = 'fill in whose review it is, or take the cell out';
      this.problems.push({ ...at, found: shown(said[0]?.text), message, fix, severity: 'error' });
      return;
    }
    const panelist = this.#panel.find(name);
    if (panelist === null) {
      const message = `${shown(name)} is not on the panel`;
      const fix = 'add them to "$panel" in the mapping, or write the name as it stands there';
      this.problems.push({ ...at, found: shown(name), message, fix, severity: 'error' });
      return;
    }
    const again = tool.begin(panelist.id, row, at);
    this.problems.push(...again);
    if (again.length > 0) return;
    for (const cell of said) this.problems.push(...tool.take(cell, panelist.id, row, this.#mapping));
  }

  /** '' where the row tells of no tool. */
  #slugOf(row: SheetRow): string {
    const called = (key: string) => row.cells.find(({ field }) => field.of === 'tool' && field.key === key);
    const cell = called('slug') ?? called('name');
    const slug = cell?.field.key === 'slug' ? cell.text.trim() : slugFrom(cell?.text ?? '');
    if (slug === '' && row.cells.length > 0) this.problems.push(nameless(row, cell));
    return slug;
  }
}

function nameless(row: SheetRow, cell: SheetCell | undefined): Problem {
  return {
    file: row.file,
    path: cell ? placeOf(row, cell.column).path : `line ${row.line}`,
    found: shown(cell?.text),
    message: cell ? 'no slug can be made of this name' : 'the row does not say which tool it is about',
    fix: cell ? 'give the tools a column with slugs' : 'repeat the tool’s slug or name in every row',
    severity: 'error',
  };
}
