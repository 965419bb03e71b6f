/** A publication's own mark: a drawing in a square, checked, in which colours of the publication stand as `var(--ship)`. */
export interface Mark {
  readonly viewBox: string;
  /** SVG without its outermost element. */
  readonly inner: string;
}

export type MarkReading =
  | { readonly kind: 'ok'; readonly mark: Mark }
  | { readonly kind: 'bad'; readonly found: string; readonly message: string; readonly fix: string };

/** It stands inside every page. */
const MOST_CHARACTERS = 8_000;
/** Groups in groups: what draws it gives up at some depth, and no hand draws deeper. */
const MOST_DEEP = 32;

const NUMBERS = /^[\d\s.,+\-eE%]*$/;
const WORDS = /^[a-z]+$/;
const COLOURS = /^(?:none|currentColor|#[\da-f]{3}|#[\da-f]{6}|ship|skip|ink|paper|soft)$/i;
/** By name, what may stand in it; everything that could load, run or hide something is not among them. */
const ATTRIBUTES: ReadonlyMap<string, RegExp> = new Map([
  ['d', /^[MLHVCSQTAZ\d\s.,+\-e]*$/i],
  ['transform', /^[a-zA-Z\d\s.,()+-]*$/],
  ['fill', COLOURS],
  ['stroke', COLOURS],
  ...['stroke-linecap', 'stroke-linejoin', 'fill-rule', 'clip-rule'].map(name => [name, WORDS] as const),
  ...[
    ...['x', 'y', 'width', 'height', 'rx', 'ry', 'cx', 'cy', 'r', 'x1', 'y1', 'x2', 'y2', 'points'],
    ...['opacity', 'fill-opacity', 'stroke-opacity', 'stroke-width', 'stroke-miterlimit', 'stroke-dasharray'],
  ].map(name => [name, NUMBERS] as const),
]);
const SHAPES = new Set(['g', 'path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon']);
/** What drawing programs leave behind and nobody sees. */
const LEFT_OUT = /^(?:title|desc|metadata|defs|[\w-]+:[\w-]+)$/;
const NOT_DRAWN = /^(?:id|class|version|xmlns|role|focusable|(?:data|aria)-[\w-]+|[\w-]+:[\w-]+)$/;
/** Of the outermost element: the page gives it its size. */
const SIZES = new Set(['width', 'height', 'x', 'y', 'viewBox', 'preserveAspectRatio']);

/**
 * Reads an SVG file strictly: shapes and their colours alone. Names of the publication's colours (`ship`, `skip`, `ink`,
 * `paper`, `soft`) follow it into the dark.
 */
export function readMark(svg: string): MarkReading {
  if (svg.length > MOST_CHARACTERS) {
    const fix = `simplify it to at most ${MOST_CHARACTERS} characters`;
    return bad(`${svg.length} characters`, 'is too large to stand inside every page', fix);
  }
  const text = svg.replace(/^\uFEFF|<\?xml[^>]*\?>|<!DOCTYPE[^>[]*>|<!--[\s\S]*?-->/g, '').trim();
  const [whole, head = '', body = ''] = /^<svg\b([^>]*)>([\s\S]*)<\/svg>$/.exec(text) ?? [];
  if (whole === undefined)
    return bad(text, 'is not one SVG drawing', 'save it as plain SVG, with <svg …> first and </svg> last');
  const viewBox = /(?<![\w:-])viewBox\s*=\s*["']([^"']*)["']/.exec(head)?.[1]?.trim() ?? '';
  const [, , width = 0, height = 0] = viewBox.split(/[\s,]+/).map(Number);
  if (!NUMBERS.test(viewBox) || !(width > 0) || Math.abs(width - height) > width / 1000)
    return bad(viewBox, 'is not drawn in a square', 'give it a square viewBox, such as viewBox="0 0 32 32"');
  const around = attributesOf(head, name => SIZES.has(name));
  if (typeof around !== 'string') return around;
  const inner = shapesOf(body);
  if (typeof inner !== 'string') return inner;
  const ground = `${around}${isFilled(around) || !UNFILLED.test(inner) ? '' : ' fill="var(--ink)"'}`;
  return { kind: 'ok', mark: { viewBox, inner: ground === '' ? inner : `<g${ground}>${inner}</g>` } };
}

const isFilled = (attributes: string) => attributes.includes(' fill="');
/** A shape that says nothing of its colour: SVG would make it black, which is no colour of the publication's. */
const UNFILLED = /<(?!g\b|\/)(?![^>]* fill=")/;

/** The drawing in fixed colours, for what knows no style sheet. */
export function painted(
  { inner }: Mark,
  palette: Readonly<Record<'ship' | 'skip' | 'ink' | 'paper' | 'soft', string>>,
): string {
  return inner
    .replace(/var\(--(ship|skip|ink|paper|soft)\)/g, (_, name: keyof typeof palette) => palette[name])
    .replaceAll('currentColor', palette.ink);
}

type Fault = Extract<MarkReading, { kind: 'bad' }>;

/** The shapes of a drawing, printed anew from what was understood. */
function shapesOf(body: string): string | Fault {
  /** The elements we are in; what is left out has everything in it left out too. */
  const open: { readonly name: string; readonly isShown: boolean }[] = [];
  let printed = '';
  let at = 0;
  for (const found of body.matchAll(TAG)) {
    const [tag, closing, name = '', source = '', empty = ''] = found;
    const between = body.slice(at, found.index).trim();
    const isShown = open.at(-1)?.isShown ?? true;
    if (between.includes('<') || (isShown && between !== '')) return noShape(between);
    at = found.index + tag.length;
    if (closing === '/') {
      const isBare = source === '' && empty === '';
      if (open.pop()?.name !== name || !isBare) return bad(tag, 'has tags that do not fit each other', AGAIN);
      if (isShown) printed += `</${name}>`;
      continue;
    }
    const shows = isShown && !LEFT_OUT.test(name);
    if (empty === '') open.push({ name, isShown: shows });
    if (open.length > MOST_DEEP) return bad(tag, `has groups ${open.length} deep in each other`, AGAIN);
    if (!shows) continue;
    if (!SHAPES.has(name))
      return bad(tag, `may not hold a <${name}>`, `keep to ${[...SHAPES].join(', ')}; turn text into paths`);
    const attributes = attributesOf(source, () => false);
    if (typeof attributes !== 'string') return attributes;
    printed += `<${name}${attributes}${empty}>`;
  }
  const rest = body.slice(at).trim();
  if (rest !== '') return noShape(rest);
  const unclosed = open.at(-1);
  if (unclosed) return bad(`<${unclosed.name}>`, 'has a tag that is never closed', AGAIN);
  return /<(?!g\b|\/)/.test(printed) ? printed : bad('', 'draws nothing', 'draw at least one shape');
}

const AGAIN = 'save it again as plain SVG';
const TAG = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*)\s*(\/?)>/g;

function noShape(found: string): Fault {
  return bad(found, 'holds something that is no shape', 'save it as plain SVG, with text turned into paths');
}

/** As they are printed, each after a space. */
function attributesOf(source: string, isDropped: (name: string) => boolean): string | Fault {
  let printed = '';
  const found = new Set<string>();
  for (const [whole, name = '', one, other] of source.matchAll(/([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    const value = (one ?? other ?? '').trim();
    if (found.has(name)) return bad(whole, `says "${name}" twice`, 'keep one of them');
    found.add(name);
    if (isDropped(name) || NOT_DRAWN.test(name)) continue;
    const allowed = ATTRIBUTES.get(name);
    if (!allowed) {
      const fix = 'write colours and widths as attributes of their own, such as fill="ship"';
      return bad(whole, `may not hold the attribute "${name}"`, fix);
    }
    if (!allowed.test(value)) return bad(whole, `has a value of "${name}" that is not known`, fixOf(allowed));
    printed += ` ${name}="${allowed === COLOURS ? colourOf(value) : value}"`;
  }
  return printed;
}

function colourOf(value: string): string {
  if (OUR_COLOUR.test(value)) return `var(--${value.toLowerCase()})`;
  return /^currentcolor$/i.test(value) ? 'currentColor' : value;
}

const OUR_COLOUR = /^(?:ship|skip|ink|paper|soft)$/i;

function fixOf(allowed: RegExp): string {
  return allowed === COLOURS
    ? 'use none, a colour such as #1a5333, or ship, skip, ink, paper or soft for the publication’s own'
    : 'save it as plain SVG, with numbers only';
}

function bad(found: string, message: string, fix: string): Fault {
  const letters = Array.from(found);
  const shown = letters.length <= 60 ? found : `${letters.slice(0, 59).join('')}…`;
  return { kind: 'bad', found: found === '' ? 'nothing' : JSON.stringify(shown), message, fix };
}
