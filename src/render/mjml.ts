import { fileURLToPath } from 'node:url';
import type { Context, Liquid } from 'liquidjs';
import { benches } from '../../templates/benches.ts';
import { isolate } from '../../templates/isolate.ts';
import { mailCss, preheaderFiller } from '../../templates/mail-css.ts';
import { mailFigures } from '../../templates/mail-figures.ts';
import type { MailPairing } from '../../templates/mail-issue.ts';
import { lines, paragraphs } from '../../templates/paragraphs.ts';
import { asksForReplies, gainOf, lastWeekWords, sidesOf, whysOf } from '../../templates/sides.ts';
import type { Style } from '../../templates/style.ts';
import * as tokens from '../../templates/tokens.ts';
import type { PairingContent } from '../issue/content.ts';
import { type ProseBlock, readProse } from '../issue/prose.ts';
import type { TextKey } from '../words/keys.ts';
import type { Words } from '../words/words.ts';
import { minifyMail } from './minify.ts';
import { proseHtml } from './prose-html.ts';
import { escapeHtml } from './reader-text.ts';

const folder = fileURLToPath(new URL('../../templates/mjml/', import.meta.url));

/**
 * A mail written in MJML, as small HTML.
 *
 * `name` is a file under templates/mjml without its extension: `letters/confirm`. `values` are what the file prints;
 * every value is escaped, in attributes too. Besides them each file and each of its parts sees `tokens` and `wording`, and
 * says what stands in src/words by the filter `say`.
 *
 * Throws with every complaint when the markup is wrong.
 */
export async function renderMjml(name: string, style: Style, values: object): Promise<string> {
  const [liquid, { default: mjml2html }] = await Promise.all([openTemplates(), import('mjml')]);
  const markup = await liquid.renderFile(name, values, { globals: globalsOf(style) });
  const { html, errors } = await mjml2html(markup, { validationLevel: 'soft', keepComments: false });
  if (errors.length > 0) {
    const complaints = errors.map(error => `- ${error.formattedMessage}`);
    throw new Error(`templates/mjml/${name}.mjml is not valid MJML:\n${complaints.join('\n')}`);
  }
  return minifyMail(html);
}

function globalsOf(style: Style) {
  const { light, edge, font, wording, words, start, end } = style;
  return {
    tokens: { ...tokens, light, edge, font },
    wording,
    words,
    start,
    end,
    mailCss: mailCss(style),
    preheaderFiller,
  };
}

let templates: Promise<Liquid> | undefined;

function openTemplates(): Promise<Liquid> {
  templates ??= import('liquidjs').then(({ Liquid: Templates }) => {
    const liquid = new Templates({
      root: folder,
      extname: '.mjml',
      cache: true,
      // MJML sanitises nothing: what is not escaped here reaches the reader as markup.
      outputEscape: 'escape',
      strictFilters: true,
      strictVariables: true,
      ownPropertyOnly: true,
    });
    registerFilters(liquid);
    return liquid;
  });
  return templates;
}

/** What the template files cannot say in Liquid itself. */
function registerFilters(liquid: Liquid): void {
  liquid.registerFilter('paragraphs', paragraphs);
  liquid.registerFilter('lines', lines);
  liquid.registerFilter('prose', readProse);
  liquid.registerFilter('prose_html', {
    raw: true,
    handler(block: ProseBlock, ink: string) {
      const { start } = this.context.globals as { readonly start: string };
      return proseHtml(block, { ink, start });
    },
  });
  liquid.registerFilter('benches', benches);
  liquid.registerFilter('tools', ({ a, b }: PairingContent) => [a, b]);
  registerWords(liquid);
  liquid.registerFilter('whys', function (pairing: MailPairing) {
    return whysOf(pairing, wordsIn(this.context));
  });
  liquid.registerFilter('sides', function (pairing: MailPairing) {
    return sidesOf(pairing, wordsIn(this.context));
  });
  liquid.registerFilter('figures', function (pairing: PairingContent) {
    return mailFigures(pairing, wordsIn(this.context));
  });
  liquid.registerFilter('gain', gainOf);
  liquid.registerFilter('last_week', lastWeekWords);
  liquid.registerFilter('replies', asksForReplies);
  liquid.registerFilter('sentence', {
    raw: true,
    handler(text: string, ...names: string[]) {
      return sentenceHtml(text, names, wordsIn(this.context));
    },
  });
}

/** `key: value` in a template, as a filter gets it. */
type Named = readonly [name: string, value: string | number];

/** How the files say something: by its key, with what fills its slots. */
function registerWords(liquid: Liquid): void {
  liquid.registerFilter('say', function (key: TextKey, ...slots: Named[]) {
    const words = wordsIn(this.context);
    return words.fill(words.pattern(key), Object.fromEntries(slots));
  });
  // Each slot is a name.
  liquid.registerFilter('say_names', {
    raw: true,
    handler(key: TextKey, ...slots: Named[]) {
      const names = slots.map(([slot, value]) => [slot, { name: String(value) }]);
      return wordsIn(this.context)
        .parts<TextKey, { readonly name: string }>(key, Object.fromEntries(names))
        .map(part => (typeof part === 'string' ? escapeHtml(part) : nameHtml(part.name)))
        .join('');
    },
  });
  // For what is neither: the parts in their order, each with its text or the name of its slot.
  liquid.registerFilter('parts', function (key: TextKey, ...slots: string[]) {
    const marked = slots.map(slot => [slot, { slot }]);
    return wordsIn(this.context)
      .parts<TextKey, { readonly slot: string }>(key, Object.fromEntries(marked))
      .map(part => (typeof part === 'string' ? { text: part, slot: '' } : { text: '', slot: part.slot }));
  });
  liquid.registerFilter('day', function (isoDate: string) {
    return wordsIn(this.context).day(isoDate);
  });
}

function wordsIn({ globals }: Context): Words {
  return (globals as { readonly words: Words }).words;
}

function nameHtml(name: string): string {
  // Quotation marks as Liquid writes them, by which the files print every other name.
  const escaped = escapeHtml(name).replaceAll('&quot;', '&#34;').replaceAll('&#x27;', '&#39;');
  return `<span dir="auto">${escaped}</span>`;
}

const segmentTag = { name: '<span dir="auto">', figures: '<span class="nb">' } as const;

function sentenceHtml(text: string, names: readonly string[], words: Words): string {
  return isolate(text, names, words)
    .map(({ text: said, kind }) =>
      kind === 'words' ? escapeHtml(said) : `${segmentTag[kind]}${escapeHtml(said)}</span>`,
    )
    .join('');
}
