import { Lexer, type Token, Tokenizer } from 'marked';

/** Editors' Markdown, parsed once for everything that prints it: both mails, the text part, the site, the desk. */
export type ProseBlock =
  | { readonly kind: 'paragraph'; readonly spans: readonly ProseSpan[] }
  | {
      readonly kind: 'list';
      /** The number of the first item; null for a list with bullets. */
      readonly start: number | null;
      readonly items: readonly (readonly ProseSpan[])[];
    };

/** Words that look alike. Plain text: whoever prints it escapes it. */
export interface ProseSpan {
  readonly text: string;
  readonly strong: boolean;
  readonly em: boolean;
  /** An http, https or mailto address; '' for words that lead nowhere. */
  readonly href: string;
}

/**
 * Reads the safe part of Markdown: paragraphs, lists, bold, italics, links to http, https and mailto. Everything else is
 * printed as typed. Expects what `paragraphs` of clean-text.ts gives: no leading blanks, so lists do not nest.
 */
export function readProse(markdown: string): ProseBlock[] {
  const blocks: ProseBlock[] = [];
  for (const chunk of markdown.split(/\n\s*\n/u)) {
    for (const raw of rawBlocks(chunk)) addBlock(blocks, raw);
  }
  return blocks;
}

/** Spans in a row that lead to the same place: one link, however many looks it has. */
export function runsOf(
  spans: readonly ProseSpan[],
): readonly { readonly href: string; readonly spans: readonly ProseSpan[] }[] {
  const runs: { href: string; spans: ProseSpan[] }[] = [];
  for (const span of spans) {
    const last = runs.at(-1);
    if (last?.href === span.href) last.spans.push(span);
    else runs.push({ href: span.href, spans: [span] });
  }
  return runs;
}

/** The words alone, a block a line: for counting. */
export function proseWords(markdown: string): string {
  return readProse(markdown)
    .flatMap(block => (block.kind === 'paragraph' ? [block.spans] : block.items))
    .map(spans => spans.map(span => span.text).join(''))
    .join('\n');
}

interface RawBlock {
  /** Null for a paragraph. */
  readonly marker: 'bullet' | number | null;
  readonly lines: string[];
}

const BULLET = /^[-*+][ \t]+(?=\S)/u;
const NUMBER = /^(\d{1,2})[.)][ \t]+(?=\S)/u;

function rawBlocks(chunk: string): RawBlock[] {
  const blocks: RawBlock[] = [];
  for (const line of chunk.split('\n').filter(words => words.trim() !== '')) {
    const marker = markerOf(line, blocks.at(-1));
    const words = marker === null ? line : line.replace(marker === 'bullet' ? BULLET : NUMBER, '');
    const last = blocks.at(-1);
    if (marker === null && last) last.lines.push(words);
    else blocks.push({ marker, lines: [words] });
  }
  return blocks;
}

/** In the middle of a paragraph only a 1 begins a list: a line may well start with a year or an amount. */
function markerOf(line: string, before: RawBlock | undefined): RawBlock['marker'] {
  if (BULLET.test(line)) return 'bullet';
  const number = NUMBER.exec(line)?.[1];
  if (number === undefined) return null;
  return before?.marker === null && number !== '1' ? null : Number(number);
}

function addBlock(blocks: ProseBlock[], { marker, lines }: RawBlock): void {
  const spans = spansOf(lines.join('\n'));
  if (spans.length === 0) return;
  const last = blocks.at(-1);
  if (marker === null) {
    blocks.push({ kind: 'paragraph', spans });
  } else if (last?.kind === 'list' && (last.start === null) === (marker === 'bullet')) {
    blocks[blocks.length - 1] = { ...last, items: [...last.items, spans] };
  } else {
    blocks.push({ kind: 'list', start: marker === 'bullet' ? null : marker, items: [spans] });
  }
}

/** Leaves in place what we do not print: its characters go on as text. */
class SafeTokenizer extends Tokenizer {
  override codespan(): undefined {}
  override tag(): undefined {}
  override reflink(): undefined {}
  override br(): undefined {}
  override del(): undefined {}
  override url(): undefined {}
}

/** The library's time grows with the cube of these; a paragraph with more of them is printed as typed. */
const MOST_SIGNS = 240;
const SIGNS = /[*_[\]()<>]/gu;

type Look = Omit<ProseSpan, 'text'>;

const PLAIN: Look = { strong: false, em: false, href: '' };

function spansOf(text: string): ProseSpan[] {
  if ((text.match(SIGNS)?.length ?? 0) > MOST_SIGNS) return [{ ...PLAIN, text }];
  const tokens = Lexer.lexInline(text, { gfm: true, tokenizer: new SafeTokenizer() });
  return joined(tokens.flatMap(token => spansIn(token, PLAIN)));
}

function spansIn(token: Token, look: Look): ProseSpan[] {
  const inside = (more: Partial<Look>) =>
    ('tokens' in token ? (token.tokens ?? []) : []).flatMap(inner => spansIn(inner, { ...look, ...more }));
  switch (token.type) {
    case 'strong':
      return inside({ strong: true });
    case 'em':
      return inside({ em: true });
    case 'link': {
      const href = safeAddress(String(token.href));
      return href === null || look.href !== '' ? [{ ...look, text: token.raw }] : inside({ href });
    }
    case 'escape':
      return [{ ...look, text: String(token.text) }];
    case 'text':
      // As typed: its own text has `&lt;` and the like resolved.
      return 'tokens' in token && token.tokens ? inside({}) : [{ ...look, text: token.raw }];
    default:
      return [{ ...look, text: token.raw }];
  }
}

/** As it comes along with an address that was copied from the source of a page (CommonMark 0.31, 2.5). */
const AMPERSAND = /&(?:amp|#38|#x26);/giu;

/** The address as a browser would follow it; null for one that could run something or leads nowhere. */
function safeAddress(address: string): string | null {
  const typed = address.replace(AMPERSAND, '&');
  if (!/^(?:https?:\/\/|mailto:)/iu.test(typed) || !URL.canParse(typed)) return null;
  const url = new URL(typed);
  if (url.protocol === 'mailto:') return /^[^\s@?]+@[^\s@?]+(?:\?|$)/u.test(url.pathname) ? url.href : null;
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  // A name before the host is how a link pretends to lead elsewhere.
  return isWeb && url.hostname !== '' && url.username === '' && url.password === '' ? url.href : null;
}

function joined(spans: readonly ProseSpan[]): ProseSpan[] {
  const whole: ProseSpan[] = [];
  for (const span of spans) {
    const last = whole.at(-1);
    const alike = last && last.strong === span.strong && last.em === span.em && last.href === span.href;
    if (alike) whole[whole.length - 1] = { ...last, text: last.text + span.text };
    else if (span.text !== '') whole.push(span);
  }
  return whole;
}
