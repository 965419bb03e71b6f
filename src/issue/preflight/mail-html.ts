/** Reads what the checks need out of a finished mail's HTML. For mails we made ourselves, not for any page. */

export interface MailLink {
  readonly url: string;
  /** What a reader sees, on one line. */
  readonly label: string;
}

export function linksIn(html: string): MailLink[] {
  return [...withoutComments(html).matchAll(/<a\b([^>]*)>([\s\S]*?)<\/a>/giu)].flatMap(
    ([, attributes = '', inner = '']) => {
      const url = attribute(attributes, 'href');
      return url === null || isHidden(attributes) ? [] : [{ url, label: visibleText(inner) }];
    },
  );
}

export interface MailImage {
  readonly src: string;
  /** Null when the attribute is missing; '' says the image is decoration. */
  readonly alt: string | null;
  readonly width: string | null;
}

export function imagesIn(html: string): MailImage[] {
  return [...withoutComments(html).matchAll(/<img\b([^>]*)>/giu)].map(([, attributes = '']) => ({
    src: attribute(attributes, 'src') ?? '',
    alt: attribute(attributes, 'alt'),
    width: attribute(attributes, 'width'),
  }));
}

/** The words between the tags, on one line. */
export function visibleText(html: string): string {
  const body = withoutComments(html)
    .replace(/<(style|script|head|title)\b[\s\S]*?<\/\1>/giu, ' ')
    .replace(/<[^>]*>/gu, ' ');
  return decode(body).replace(/\s+/gu, ' ').trim();
}

/** Does a text say a sentence, however its lines are broken? */
export function saysIn(text: string, sentence: string): boolean {
  return text.replace(/\s+/gu, '').includes(sentence.replace(/\s+/gu, ''));
}

/** What stands only in a comment is for old Outlooks and repeats what is outside. */
function withoutComments(html: string): string {
  return html.replace(/<!--[\s\S]*?-->/gu, ' ');
}

function attribute(attributes: string, name: string): string | null {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'iu').exec(
    attributes,
  );
  return found ? decode(found[1] ?? found[2] ?? found[3] ?? '') : null;
}

function isHidden(attributes: string): boolean {
  return /display\s*:\s*none|visibility\s*:\s*hidden/iu.test(attribute(attributes, 'style') ?? '');
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
};

function decode(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/giu, (whole, hex, decimal, name) => {
    if (name !== undefined) {
      return ENTITIES[String(name).toLowerCase()] ?? whole;
    }
    const point = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
