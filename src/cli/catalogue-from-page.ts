import { readFile } from 'node:fs/promises';
import { catalogueFromPage, type FromPage } from '../catalogue/from-page/catalogue-from-page.ts';
import { pageText } from '../catalogue/from-page/page-text.ts';
import { formatProblems } from '../catalogue/problem.ts';
import { settingsOrEnd } from '../compose.ts';
import type { Settings } from '../config.ts';
import { countOf } from '../desk/count.ts';
import { EXIT, ForeseenEnd, forTerminal } from '../exit.ts';
import { fetchPage } from '../newsroom/fetch-page.ts';
import { shownAddress } from '../settings/catalogue-place.ts';
import { chosenCatalogue } from './chosen-catalogue.ts';
import { giveCatalogue } from './give-catalogue.ts';
import { unreadableFile } from './unreadable-file.ts';

/**
 * Makes entries of a page, and asks for what it does not say.
 * @returns 1 while something is open that a catalogue needs
 */
export async function fromPage(page: string, options: { readonly out?: string }): Promise<number> {
  const settings = settingsOrEnd();
  const { html, source } = await textOf(page, settings);
  const { ship, skip, ships, skips } = settings.style.verdicts;
  const words = { ship: ['ship', ship, ships], skip: ['skip', skip, skips] };
  const made = catalogueFromPage(html, {
    source,
    today: new Date().toISOString().slice(0, 10),
    words: { ship: words.ship.map(small), skip: words.skip.map(small) },
    panel: await knownPanel(),
  });
  if (made.catalogue.tools.length === 0) {
    const broken =
      made.broken === 0
        ? ''
        : ` ${countOf(made.broken, 'block')} of its data ${made.broken === 1 ? 'is' : 'are'} not JSON.`;
    throw new ForeseenEnd(
      EXIT.no,
      `${source} tells of no tool: it has no SoftwareApplication and no Product of schema.org, neither in JSON-LD nor in microdata.${broken}`,
    );
  }
  await giveCatalogue(made.catalogue, options.out);
  for (const line of told(made)) console.error(forTerminal(line));
  const open = made.questions.some(({ needed }) => needed) || made.problems.some(isError);
  return open ? EXIT.no : EXIT.done;
}

/** What follows `?` may be a secret; an error may be copied anywhere. */
function withoutQuery(page: string): string {
  return /^https?:/iu.test(page) ? page.replace(/\?.*/su, '?…') : page;
}

function small(word: string): string {
  return word.toLowerCase();
}

function isError({ severity }: FromPage['problems'][number]): boolean {
  return severity === 'error';
}

async function textOf(page: string, settings: Settings): Promise<{ html: string; source: string }> {
  if (!/^https?:\/\//iu.test(page)) {
    const bytes = await readFile(page).catch((error: unknown) => {
      throw unreadableFile(page, error);
    });
    return { html: pageText(bytes, ''), source: page };
  }
  const address = URL.parse(page);
  if (address === null) throw new ForeseenEnd(EXIT.usage, `${withoutQuery(page)} is not a web address.`);
  const answer = await fetchPage(address, settings.development);
  if (answer.kind === 'refused') throw new ForeseenEnd(EXIT.no, `${shownAddress(page)}: ${answer.why}`);
  return { html: pageText(answer.bytes, answer.type), source: shownAddress(answer.url) };
}

/** Of the catalogue in the settings, where there is a good one: its panellists keep their ids and chairs. */
async function knownPanel() {
  const { loaded } = await chosenCatalogue('');
  if (loaded.kind === 'loaded') return loaded.catalogue.panel;
  console.error('The catalogue in use could not be read, so every reviewer counts as new to the panel.');
  return [];
}

function told({ catalogue, questions, problems }: FromPage): string[] {
  const needed = questions.filter(question => question.needed);
  const rest = questions.filter(question => !question.needed);
  return [
    `${countOf(catalogue.tools.length, 'tool')}, ${countOf(catalogue.panel.length, 'reviewer')}. What the page does not say is left out.`,
    ...(needed.length === 0 ? [] : ['', 'To be filled in before this is a catalogue:']),
    ...needed.map(({ path, asks }) => `  ${path}  ${asks}`),
    ...(rest.length === 0 ? [] : ['', 'Worth filling in:']),
    ...rest.map(({ path, asks }) => `  ${path}  ${asks}`),
    ...(problems.length === 0 ? [] : ['', formatProblems(problems)]),
  ];
}
