import { fileURLToPath } from 'node:url';
import type { Liquid } from 'liquidjs';
import { benches } from '../../templates/benches.ts';
import { isolate } from '../../templates/isolate.ts';
import { mailCss, preheaderFiller } from '../../templates/mail-css.ts';
import { mailFigures } from '../../templates/mail-figures.ts';
import { lines, paragraphs } from '../../templates/paragraphs.ts';
import { printedDate } from '../../templates/printed-date.ts';
import { asksForReplies, gainOf, lastWeekWords, sidesOf, whysOf } from '../../templates/sides.ts';
import type { Style } from '../../templates/style.ts';
import * as tokens from '../../templates/tokens.ts';
import type { PairingContent } from '../issue/content.ts';
import { type ProseBlock, readProse } from '../issue/prose.ts';
import { minifyMail } from './minify.ts';
import { proseHtml } from './prose-html.ts';
import { escapeHtml } from './reader-text.ts';

const folder = fileURLToPath(new URL('../../templates/mjml/', import.meta.url));

/**
 * A mail written in MJML, as small HTML.
 *
 * `name` is a file under templates/mjml without its extension: `letters/confirm`. `values` are what the file prints;
 * every value is escaped, in attributes too. Besides them each file and each of its parts sees `tokens` and `wording`.
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
  const { light, edge, font, wording } = style;
  return { tokens: { ...tokens, light, edge, font }, wording, mailCss: mailCss(style), preheaderFiller };
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
  liquid.registerFilter('printed_date', printedDate);
  liquid.registerFilter('paragraphs', paragraphs);
  liquid.registerFilter('lines', lines);
  liquid.registerFilter('prose', readProse);
  liquid.registerFilter('prose_html', {
    raw: true,
    handler: (block: ProseBlock, ink: string) => proseHtml(block, ink),
  });
  liquid.registerFilter('benches', benches);
  liquid.registerFilter('tools', ({ a, b }: PairingContent) => [a, b]);
  liquid.registerFilter('whys', whysOf);
  liquid.registerFilter('sides', sidesOf);
  liquid.registerFilter('figures', mailFigures);
  liquid.registerFilter('gain', gainOf);
  liquid.registerFilter('last_week', lastWeekWords);
  liquid.registerFilter('replies', asksForReplies);
  liquid.registerFilter('sentence', {
    raw: true,
    handler: (text: string, ...names: string[]) => sentenceHtml(text, names),
  });
}

const segmentTag = { name: '<span dir="auto">', figures: '<span class="nb">' } as const;

function sentenceHtml(text: string, names: readonly string[]): string {
  return isolate(text, names)
    .map(({ text: words, kind }) =>
      kind === 'words' ? escapeHtml(words) : `${segmentTag[kind]}${escapeHtml(words)}</span>`,
    )
    .join('');
}
