import type { IssueContent } from '../../issue/content.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import {
  type ApprovalData,
  ISSUE_FORMAT,
  type IssueDocument,
  type Publisher,
} from '../../open-data/document.ts';
import { type PairingData, pairingData } from '../../open-data/pairing-data.ts';
import { readersData } from '../../open-data/readers-data.ts';
import { pairKey } from '../../pairing/pairing.ts';
import { publishedCorrection } from '../../storage/delivery/corrections.ts';
import { approvalsOf } from '../../storage/issue/approval-records.ts';
import { type SentIssueData, sentIssue } from '../../storage/issue/sent-issues.ts';
import { talliesOf } from '../../storage/vote/ballots.ts';
import { NO_BALLOTS } from '../../vote/tally.ts';
import { FALLBACK } from '../../words/language.ts';
import { HOUSE_VERDICTS } from '../../words/verdict-words.ts';
import { absolute } from '../absolute.ts';
import { catalogueAddress } from './catalogue-terms.ts';

/** What is published of an issue as data, and until when that is all (epoch ms): a vote may close. */
export interface PublishedIssue {
  readonly document: IssueDocument;
  readonly freshUntil: number | undefined;
}

/** As it was frozen, with its readers' vote once that is over; null for a week whose issue has not been sent. */
export async function readIssueDocument(room: PublicRoom, week: string): Promise<PublishedIssue | null> {
  const sent = await sentIssue(room.store, week, room.now());
  if (sent === null) return null;
  const { content, record, vote } = sent;
  const correction = await publishedCorrection(room.store, week);
  const document: IssueDocument = {
    format: ISSUE_FORMAT,
    ...publisher(room),
    ...headOf(content),
    sentAt: new Date(sent.sentAt).toISOString(),
    subject: content.subject,
    page: absolute(room.publication, `/issues/${week}`),
    approval: await approvalOf(room, sent),
    corrections: correction
      ? [{ at: new Date(correction.at).toISOString(), wrong: correction.wrong, right: correction.right }]
      : [],
    pairings: await pairingsOf(room, sent),
    pick: record && { ...record, catalogue: catalogueAddress(room, record.catalogueHash) },
  };
  return { document, freshUntil: vote && !vote.isClosed ? vote.closesAt : undefined };
}

/** Who publishes, as every document says it. */
export function publisher({ publication, settings }: PublicRoom): Publisher {
  const { name, url } = publication;
  return { publication: { name, url }, licence: settings.style.openData.licence };
}

function headOf({
  week,
  number,
  date,
  language = FALLBACK,
  verdicts = HOUSE_VERDICTS,
  sample,
}: IssueContent) {
  return { week, number, date, language, verdictWords: verdicts, sample };
}

async function pairingsOf(
  room: PublicRoom,
  { id, content, pairings, vote }: SentIssueData,
): Promise<PairingData[]> {
  const tallies = await talliesOf(room.store, id);
  return content.pairings.map(one => {
    const key = pairKey(one.a.slug, one.b.slug);
    const picked = pairings.find(({ a, b }) => pairKey(a, b) === key);
    const counts = tallies.get(one.position) ?? NO_BALLOTS;
    const readers = vote && readersData({ ...vote, counts });
    return pairingData(
      { ...one, compareUrl: absolute(room.publication, `/compare/${one.slug}`) },
      picked,
      readers,
    );
  });
}

async function approvalOf(
  { store }: PublicRoom,
  { content, approval }: SentIssueData,
): Promise<ApprovalData | null> {
  if (approval === null) return null;
  const records = await approvalsOf(store, content.week);
  const link = records.findLast(({ record }) => record.contentHash === approval.hash);
  return {
    contentHash: approval.hash,
    approvedAt: new Date(approval.at).toISOString(),
    record: link ? { number: link.number, hash: link.hash } : null,
  };
}
