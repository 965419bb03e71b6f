import { PULL_LIMIT } from '../../catalogue/pull-quote.ts';
import { proseWords } from '../prose.ts';
import { wordsInMail } from '../reading-time.ts';
import { VERDICT_WORDS } from '../verdict-line.ts';
import { countWords } from '../word-limit.ts';
import { error, type Finding, type PreflightInput, warning } from './finding.ts';
import { visibleText } from './mail-html.ts';

/** A mail longer than this is skimmed. */
export const WORD_BUDGET = 550;
/** The verdict comes first: what stands above it is short. */
export const INTRO_WORDS = 90;

/** What the mail says once it is open. */
export function checkWording(input: PreflightInput): Finding[] {
  return [...checkPlaceholders(input), ...checkLengths(input), ...checkBudget(input)];
}

const TEMPLATE_MARK = /\{\{|\}\}|\{%|%\}/u;
/** What a template or code prints when a value was missing. */
const LEFTOVERS = [TEMPLATE_MARK, /\bundefined\b/u, /\bNaN\b/u, /\[object Object\]/u];

function checkPlaceholders({ content, rendered }: PreflightInput): Finding[] {
  const { subject, preheader, intro } = content;
  const typed = Object.entries({ subject, preheader, intro }).map(([place, text]) => ({
    place,
    mark: TEMPLATE_MARK.exec(text)?.[0],
  }));
  // A tool may be about templates: what the content says itself is not left over.
  const words = wordsOf(content);
  const leftovers = LEFTOVERS.filter(leftover => !leftover.test(words));
  const printed = Object.entries({ html: visibleText(rendered.html), text: withoutLinks(rendered.text) }).map(
    ([place, text]) => ({ place, mark: leftovers.map(leftover => leftover.exec(text)?.[0]).find(Boolean) }),
  );
  return [...typed, ...printed]
    .filter(({ mark }) => mark !== undefined)
    .map(({ place, mark }) =>
      error('placeholder', place, `"${mark}" was never filled in.`, 'Replace it with what it stands for.'),
    );
}

function wordsOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  return Object.values(value).map(wordsOf).join('\n');
}

/** A token in an address may spell anything. */
function withoutLinks(text: string): string {
  return text.replace(/https?:\/\/\S+/gu, ' ');
}

function checkLengths({ content }: PreflightInput): Finding[] {
  return [...checkIntro(content), ...checkPairings(content)];
}

function checkIntro({ intro }: PreflightInput['content']): Finding[] {
  const words = countWords(proseWords(intro));
  const message = `The intro has ${words} words; the budget is ${INTRO_WORDS}.`;
  return words > INTRO_WORDS ? [warning('intro-long', 'intro', message, 'Shorten it.')] : [];
}

function checkPairings({ pairings }: PreflightInput['content']): Finding[] {
  return pairings.flatMap(({ position, verdict, a, b }) => {
    const findings: Finding[] = [];
    const place = `pairing ${position}`;
    const words = countWords(verdict);
    if (words > VERDICT_WORDS) {
      const message = `The verdict has ${words} words; the limit is ${VERDICT_WORDS}.`;
      findings.push(warning('verdict-long', place, message, 'Shorten it.'));
    }
    for (const { slug, pull } of [a, b]) {
      const length = Array.from(pull?.pull ?? '').length;
      if (length > PULL_LIMIT) {
        const message = `The pull quote has ${length} characters; the limit is ${PULL_LIMIT}.`;
        findings.push(warning('pull-long', slug, message, 'Shorten it.'));
      }
    }
    return findings;
  });
}

function checkBudget({ content }: PreflightInput): Finding[] {
  const words = wordsInMail(content);
  return words > WORD_BUDGET
    ? [
        warning(
          'words-many',
          'mail',
          `The mail has ${words} words; the budget is ${WORD_BUDGET}.`,
          'Shorten the intro or the quotes.',
        ),
      ]
    : [];
}
