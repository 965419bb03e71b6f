import { describe, expect, it } from 'vitest';
import { HOUSE_LOOK, type Palette } from '../../src/publication/look.ts';
import { type Engine, renderIssue } from '../../src/render/render.ts';
import { fullest, readerFields } from '../support/content.ts';

const { dark, light } = HOUSE_LOOK;

const engines: readonly Engine[] = ['react', 'mjml'];

describe.each(engines)('the document by %s', engine => {
  const html = async () => (await renderIssue(fullest, readerFields, engine)).html;

  it('says its language and direction on the document, the body and the wrapper', async () => {
    const document = await html();
    for (const tag of [/<html[^>]*>/, /<body[^>]*>/, /<div[^>]*role="article"[^>]*>/]) {
      const [opening] = tag.exec(document) ?? [''];
      expect(opening).toContain('lang="en"');
      expect(opening).toContain('dir="ltr"');
    }
  });

  it('has one title, one main heading, a snippet for the inbox, and says that it knows dark mode', async () => {
    const document = await html();
    expect(document.match(/<title>/g)).toHaveLength(1);
    expect(document).toContain(`<title>${fullest.subject}</title>`);
    expect(document.match(/<h1[ >]/g)).toHaveLength(1);
    expect(document).toMatch(new RegExp(`<div style="display:none[^>]*>${fullest.preheader}`));
    expect(document).toContain('<meta name="color-scheme" content="light dark">');
    expect(document).toContain('@media (prefers-color-scheme:dark)');
  });

  it('needs no picture, no script, no font file and no style sheet from elsewhere', async () => {
    expect(await html()).not.toMatch(/<(img|script|link|svg|iframe)\b|url\(|@import|@font-face/i);
  });

  it('has one table of figures a pairing, with a name and heads, and no other that a reader would hear', async () => {
    const tables = (await html()).replace(/<!--[\s\S]*?-->/g, '').match(/<table[^>]*>/g) ?? [];
    expect(tables.filter(table => !table.includes('role="presentation"'))).toHaveLength(3);
    const [head] = /<table[^>]*aria-label="At a glance"[\s\S]*?<\/thead>/.exec(await html()) ?? [''];
    expect(head.match(/<th scope="col"/g)).toHaveLength(2);
    // Prices everywhere, readers' shares only where there are any.
    expect((await html()).match(/<th scope="row"/g)).toHaveLength(4);
  });

  it('keeps what only Outlook reads, opened and closed in pairs', async () => {
    const comments = (await html()).match(/<!--\[if [^\]]*mso[\s\S]*?<!\[endif\]-->/g) ?? [];
    expect(comments.length).toBeGreaterThan(0);
    const inOutlook = comments.join('');
    for (const tag of ['table', 'tr', 'td']) {
      const opened = inOutlook.match(new RegExp(`<${tag}[ >]`, 'g'))?.length ?? 0;
      expect(inOutlook.match(new RegExp(`</${tag}>`, 'g'))?.length ?? 0, tag).toBe(opened);
    }
  });

  it('has no comment and no indentation left over from the renderer', async () => {
    expect(await html()).not.toMatch(/<!--(?!\[if|<!\[endif|>)/);
    expect((await html()).replace(/<!--[\s\S]*?-->/g, '')).not.toMatch(/>\s{2,}</);
  });
});

describe('the palette', () => {
  it.each([
    ['light', light],
    ['dark', dark],
  ] as const)('is readable in the %s scheme', (_, palette: Palette) => {
    for (const colour of ['ink', 'soft', 'ship', 'skip'] as const) {
      expect(contrast(palette[colour], palette.paper), colour).toBeGreaterThanOrEqual(4.5);
    }
    for (const ground of ['ship', 'ink'] as const) {
      expect(contrast(palette.onFill, palette[ground]), ground).toBeGreaterThanOrEqual(4.5);
    }
  });
});

/** WCAG 2.2, contrast ratio. */
function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map(at => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
