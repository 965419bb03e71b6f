import type { Catalogue } from '../catalogue/tool.ts';
import type { Pairing, Pick as Picked } from '../pairing/pairing.ts';
import type { HouseStyle } from '../publication/house-style.ts';
import { oneLine, paragraphs } from './clean-text.ts';
import type { Community } from './community.ts';
import { composePairing } from './compose-pairing.ts';
import type { IssueContent } from './content.ts';
import { frozenWords } from './content-words.ts';
import type { IssueEdits } from './issue.ts';
import { type LastVote, lastWeekContent } from './last-week.ts';
import { preheaderFor } from './preheader.ts';
import { readingMinutes } from './reading-time.ts';
import type { EarlierTool } from './since.ts';
import { subjectLines } from './subject.ts';
import { thinLine } from './thin-week.ts';
import { WordChoice } from './word-choice.ts';

/** Everything an issue's content follows from: the same input gives the same content, on any machine. */
export interface ComposeInput {
  readonly catalogue: Catalogue;
  /** The stored pick, in the order the pairings are shown. */
  readonly pick: {
    readonly pairings: readonly Pick<Pairing, 'a' | 'b' | 'category' | 'why'>[];
    readonly asked: number;
    readonly rung: Picked['rung'];
  };
  /** ISO week. */
  readonly week: string;
  readonly number: number;
  /** ISO date of the week's send slot in the publication's zone (contentDate). */
  readonly today: string;
  readonly settings: {
    readonly publication: string;
    /** Base of every link; a slash at its end is ignored. */
    readonly publicUrl: string;
    readonly postalAddress: string;
    /** Whether somebody reads what readers answer to the mail. */
    readonly replies: boolean;
    /** How the publication speaks. */
    readonly style: Pick<HouseStyle, 'words' | 'briefly' | 'links'>;
  };
  /** Blank means: as generated. */
  readonly edits: IssueEdits;
  /** Null when no issue was sent before. */
  readonly lastVote: LastVote | null;
  /** All-time ballots by tool slug. */
  readonly community: ReadonlyMap<string, Community>;
  /** By tool slug, as the last issue that compared it printed it. */
  readonly earlier: ReadonlyMap<string, EarlierTool>;
  /** The wordings of the last issues, oldest first: this one says it in others. */
  readonly recent: readonly string[];
}

/** Turns a pick into final wording. Throws when a picked tool is not in the catalogue. */
export function composeContent(input: ComposeInput): IssueContent {
  return compose(input, 1);
}

/**
 * The issue once for each pairing that may lead it: the editors' order first, then with another pairing moved to the front
 * for readers who are interested in its category. Two pairings of one category make one variant, because the first of them
 * would always be chosen.
 */
export function composeVariants(input: ComposeInput): [IssueContent, ...IssueContent[]] {
  const categories = input.pick.pairings.map(({ category }) => category.toLowerCase());
  const leads = categories.flatMap((category, index) =>
    index > 0 && categories.indexOf(category) === index ? [index + 1] : [],
  );
  return [composeContent(input), ...leads.map(lead => compose(input, lead)), ...onTrial(input)];
}

/**
 * The editors' order under each further subject that is on trial. Whoever's interests have another pairing lead gets that
 * one's own subject, and takes no part.
 */
function onTrial(input: ComposeInput): IssueContent[] {
  const subjects = input.edits.trial?.subjects ?? [];
  return subjects.map((subject, index) => ({
    ...compose({ ...input, edits: { ...input.edits, subject } }, 1),
    arm: index + 1,
  }));
}

/** @param lead position of the pairing that leads; each keeps the position it has in the editors' order */
function compose(input: ComposeInput, lead: number): IssueContent {
  const publicUrl = input.settings.publicUrl.replace(/\/+$/u, '');
  const publication = oneLine(input.settings.publication);
  // In the editors' order, so that a pairing says the same whichever leads.
  const { words, briefly, links } = input.settings.style;
  const choice = new WordChoice(input.recent, input.number, words);
  const inOrder = input.pick.pairings.map((pairing, index) =>
    composePairing({
      ...pairing,
      position: index + 1,
      publicUrl,
      catalogue: input.catalogue,
      community: input.community,
      earlier: input.earlier,
      edits: input.edits,
      choice,
    }),
  );
  const pairings = [
    ...inOrder.filter(pairing => pairing.position === lead),
    ...inOrder.filter(pairing => pairing.position !== lead),
  ];
  // The editors' own subject and preheader are about their own order.
  const own = lead === 1 ? input.edits : {};
  const unfinished = {
    week: input.week,
    number: input.number,
    publication,
    date: input.today,
    ...envelope({ publication, pairings }, own, choice),
    intro: paragraphs(input.edits.intro ?? ''),
    lastWeek: input.lastVote ? lastWeekContent(input.lastVote, publicUrl, words) : null,
    pairings,
    thin: thinLine(pairings.length, input.pick, briefly.one, words),
    sample: input.catalogue.sample,
    replies: input.settings.replies,
    links: {
      web: `${publicUrl}/issues/${input.week}`,
      howWePick: `${publicUrl}/how-we-pick`,
      subscribe: `${publicUrl}/`,
    },
    postalAddress: paragraphs(input.settings.postalAddress),
    ...frozenWords(words),
    ...(links.length > 0 && { footerLinks: links }),
  };
  return { ...unfinished, minutes: readingMinutes(unfinished) };
}

function envelope(
  content: Pick<IssueContent, 'publication' | 'pairings'>,
  edits: IssueEdits,
  choice: WordChoice,
): Pick<IssueContent, 'subject' | 'preheader' | 'wordings'> {
  const own = oneLine(edits.subject ?? '');
  const [generated] = subjectLines(content, choice);
  const subject = own || generated.text;
  return {
    subject,
    preheader: oneLine(edits.preheader ?? '') || preheaderFor(subject, content.pairings, choice.words),
    wordings: own ? choice.taken : [...choice.taken, generated.pattern],
  };
}
