import type { Catalogue } from '../catalogue/tool.ts';
import type { Pairing, Pick as Picked } from '../pairing/pairing.ts';
import { oneLine, paragraphs } from './clean-text.ts';
import type { Community } from './community.ts';
import { composePairing } from './compose-pairing.ts';
import type { IssueContent, PairingContent } from './content.ts';
import type { IssueEdits } from './issue.ts';
import { type LastVote, lastWeekContent } from './last-week.ts';
import { preheaderFor } from './preheader.ts';
import { readingMinutes } from './reading-time.ts';
import { subjectLines } from './subject.ts';
import { thinLine } from './thin-week.ts';

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
  };
  /** Blank means: as generated. */
  readonly edits: IssueEdits;
  /** Null when no issue was sent before. */
  readonly lastVote: LastVote | null;
  /** All-time ballots by tool slug. */
  readonly community: ReadonlyMap<string, Community>;
}

/** Turns a pick into final wording. Throws when a picked tool is not in the catalogue. */
export function composeContent(input: ComposeInput): IssueContent {
  const publicUrl = input.settings.publicUrl.replace(/\/+$/u, '');
  const publication = oneLine(input.settings.publication);
  const pairings = input.pick.pairings.map((pairing, index) =>
    composePairing({
      ...pairing,
      position: index + 1,
      publicUrl,
      catalogue: input.catalogue,
      community: input.community,
      edits: input.edits,
    }),
  );
  const unfinished = {
    week: input.week,
    number: input.number,
    publication,
    date: input.today,
    ...envelope(publication, pairings, input.edits),
    intro: paragraphs(input.edits.intro ?? ''),
    lastWeek: input.lastVote ? lastWeekContent(input.lastVote, publicUrl) : null,
    pairings,
    thin: thinLine(pairings.length, input.pick),
    sample: input.catalogue.sample,
    links: {
      web: `${publicUrl}/issues/${input.week}`,
      howWePick: `${publicUrl}/how-we-pick`,
      subscribe: `${publicUrl}/`,
    },
    postalAddress: paragraphs(input.settings.postalAddress),
  };
  return { ...unfinished, minutes: readingMinutes(unfinished) };
}

function envelope(
  publication: string,
  pairings: readonly PairingContent[],
  edits: IssueEdits,
): { readonly subject: string; readonly preheader: string } {
  const [generated = publication] = subjectLines({ publication, pairings });
  const subject = oneLine(edits.subject ?? '') || generated;
  return { subject, preheader: oneLine(edits.preheader ?? '') || preheaderFor(subject, pairings) };
}
