/** The colours of a text as a client shows it, lower-case `#rrggbb`. */
export interface TextColours {
  readonly text: string;
  readonly colour: string;
  readonly ground: string;
}

export type Scheme = 'light' | 'dark';

interface Element {
  readonly tag: string;
  readonly classes: readonly string[];
  readonly colour: string;
  readonly ground: string;
  readonly hidden: boolean;
}

const VOID = new Set(['area', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr']);
const SILENT = new Set(['head', 'style', 'script', 'title']);

/**
 * Every visible text with its colour and what it stands on: what its own style and those around it say, and in the dark
 * scheme what the rules of `prefers-color-scheme:dark` say over them. For mails we made ourselves; a colour that is not
 * written in hexadecimal is passed over.
 */
export function coloursIn(html: string, scheme: Scheme): TextColours[] {
  const rules = scheme === 'dark' ? darkRules(html) : [];
  const stack: Element[] = [{ tag: '', classes: [], colour: '#000000', ground: '#ffffff', hidden: false }];
  const found: TextColours[] = [];
  for (const [, comment, closing, tag = '', attributes = '', text = ''] of html.matchAll(PIECES)) {
    if (comment !== undefined) continue;
    if (tag === '') {
      const top = stack.at(-1);
      if (top && !top.hidden && text.trim() !== '' && !/^(?:&\w+;|&#\w+;|\s)+$/u.test(text))
        found.push({ text: text.trim(), colour: top.colour, ground: top.ground });
    } else if (closing === '/') {
      const opened = stack.findLastIndex(element => element.tag === tag.toLowerCase());
      if (opened > 0) stack.length = opened;
    } else if (!VOID.has(tag.toLowerCase())) {
      stack.push(opened(stack, tag.toLowerCase(), attributes, rules));
    }
  }
  return found;
}

const PIECES =
  /(<!--[\s\S]*?-->|<!doctype[^>]*>)|<(\/?)([a-z][a-z0-9:]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>|([^<]+)/giu;

function opened(stack: readonly Element[], tag: string, attributes: string, rules: readonly Rule[]): Element {
  const around = stack.at(-1);
  const style = declarations(attributeOf(attributes, 'style'));
  const classes = attributeOf(attributes, 'class').split(/\s+/u).filter(Boolean);
  const ground =
    style.get('background-color') ?? style.get('background') ?? attributeOf(attributes, 'bgcolor');
  const path = [...stack, { tag, classes }];
  return {
    tag,
    classes,
    colour: ruled(rules, path, 'colour') ?? hex(style.get('color') ?? '') ?? around?.colour ?? '',
    ground: ruled(rules, path, 'ground') ?? hex(ground) ?? around?.ground ?? '',
    hidden:
      (around?.hidden ?? false) ||
      SILENT.has(tag) ||
      style.get('display') === 'none' ||
      style.get('visibility') === 'hidden',
  };
}

interface Compound {
  readonly tag: string;
  readonly classes: readonly string[];
}

interface Rule {
  /** `.cast > td`: compounds with what stands between them. */
  readonly parts: readonly (Compound | '>' | ' ')[];
  readonly weight: number;
  readonly colour: string | null;
  readonly ground: string | null;
}

function darkRules(html: string): Rule[] {
  const blocks = [
    ...html.matchAll(/@media[^{]*prefers-color-scheme:\s*dark[^{]*\{((?:[^{}]*\{[^{}]*\})*)/giu),
  ];
  return blocks.flatMap(([, body = '']) =>
    [...body.matchAll(/([^{}]+)\{([^{}]*)\}/gu)].flatMap(([, selectors = '', block = '']) => {
      const style = declarations(block);
      const colour = hex(style.get('color') ?? '');
      const ground = hex(style.get('background-color') ?? style.get('background') ?? '');
      return selectors.split(',').map(selector => ({
        parts: partsOf(selector),
        weight: selector.split('.').length - 1,
        colour,
        ground,
      }));
    }),
  );
}

function partsOf(selector: string): Rule['parts'] {
  return selector
    .trim()
    .split(/\s*(>)\s*|(\s+)/u)
    .filter(part => part !== undefined && part !== '')
    .map(part => {
      if (part === '>') return '>';
      if (part.trim() === '') return ' ';
      const [tag = '', ...classes] = part.split('.');
      return { tag, classes };
    });
}

/** What the weightiest rule for the last of the path says; of equals the last. */
function ruled(rules: readonly Rule[], path: readonly Compound[], what: 'colour' | 'ground'): string | null {
  let best: Rule | undefined;
  for (const rule of rules) {
    if (rule[what] === null || rule.weight < (best?.weight ?? 0)) continue;
    if (matches(rule.parts, path)) best = rule;
  }
  return best?.[what] ?? null;
}

function matches(parts: Rule['parts'], path: readonly Compound[]): boolean {
  const [wanted, last] = [parts.at(-1), path.at(-1)];
  if (typeof wanted !== 'object' || last === undefined || !fits(wanted, last)) return false;
  const rest = parts.slice(0, -2);
  if (rest.length === 0) return true;
  const above = path.slice(0, -1);
  if (parts.at(-2) === '>') return matches(rest, above);
  return above.some((_, index) => matches(rest, above.slice(0, index + 1)));
}

function fits({ tag, classes }: Compound, element: Compound): boolean {
  return (tag === '' || tag === element.tag) && classes.every(each => element.classes.includes(each));
}

function declarations(style: string): ReadonlyMap<string, string> {
  return new Map(
    style.split(';').flatMap(part => {
      const colon = part.indexOf(':');
      if (colon < 0) return [];
      const value = part
        .slice(colon + 1)
        .replace(/!important/iu, '')
        .trim();
      return [[part.slice(0, colon).trim().toLowerCase(), value.toLowerCase()] as const];
    }),
  );
}

type Attribute = 'style' | 'class' | 'bgcolor';

const ATTRIBUTES = Object.fromEntries(
  (['style', 'class', 'bgcolor'] as const).map(name => [
    name,
    new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'iu'),
  ]),
) as Record<Attribute, RegExp>;

function attributeOf(attributes: string, name: Attribute): string {
  const found = ATTRIBUTES[name].exec(attributes);
  return found?.[1] ?? found?.[2] ?? found?.[3] ?? '';
}

function hex(value: string): string | null {
  const [, short, long] = /(?:^|\s)#(?:([0-9a-f]{3})|([0-9a-f]{6}))(?:\s|$)/iu.exec(value) ?? [];
  if (long !== undefined) return `#${long.toLowerCase()}`;
  return short === undefined
    ? null
    : `#${[...short]
        .map(digit => digit + digit)
        .join('')
        .toLowerCase()}`;
}
