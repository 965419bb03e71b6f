import { DomHandler, Parser } from 'htmlparser2';

/** Browsers stop at 512; what nests deeper is made to keep a reader busy, since each level costs more than the last. */
const DEEPEST = 2_000;
/** How far a page is read before its depth is looked at again. */
const PIECE = 16_384;

/** The tree of a page, up to where it nests deeper than any honest one. */
export function parsePage(html: string) {
  const handler = new DeepHandler();
  const parser = new Parser(handler);
  for (let at = 0; at < html.length && handler.depth < DEEPEST; at += PIECE)
    parser.write(html.slice(at, at + PIECE));
  parser.end();
  return handler.root;
}

class DeepHandler extends DomHandler {
  depth = 0;

  override onopentag(name: string, attributes: Record<string, string>): void {
    this.depth += 1;
    super.onopentag(name, attributes);
  }

  override onclosetag(): void {
    this.depth -= 1;
    super.onclosetag();
  }
}
