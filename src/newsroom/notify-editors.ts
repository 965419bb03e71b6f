import type { Ledger } from '../delivery/ledger.ts';
import { listHeaders } from '../delivery/mail-headers.ts';
import type { Issue } from '../issue/issue.ts';
import type { LetterSender, NoticeLetter } from '../render/letter.ts';
import { wordedLetter } from '../render/letters.ts';
import { isSameAddress } from './editors.ts';
import type { Newsroom } from './newsroom.ts';
import { pairingNames } from './pairing-names.ts';
import { ledgerOf } from './status.ts';

/** What an editor is told about an issue without asking. */
export type Notice =
  | { readonly about: 'picked' }
  /** Its time comes nearer; one mail for each of `once`, whatever the words by then. */
  | { readonly about: 'unapproved'; readonly once: string; readonly facts: NoticeLetter['facts'] }
  /** What was approved is no longer what would go out, and no editor has changed it. */
  | { readonly about: 'voided'; readonly facts: NoticeLetter['facts'] }
  /** Whoever approved it knows. */
  | { readonly about: 'approved'; readonly by: string; readonly facts: NoticeLetter['facts'] }
  | { readonly about: 'held' | 'stopped'; readonly reason: string; readonly fix?: string }
  /** Numbers that ask for a look and stop nothing: once an issue and kind, whatever the numbers do afterwards. */
  | { readonly about: 'warned'; readonly kind: 'complaints' | 'bounces'; readonly reason: string }
  | { readonly about: 'sent'; readonly ledger: Ledger }
  /** Nothing goes out, and no editor has stopped it. */
  | {
      readonly about: 'failing';
      readonly reason: string;
      readonly ledger: Ledger;
      /** However the reason reads, one mail for each of these. */
      readonly once?: string;
    }
  | { readonly about: 'vote'; readonly reason: string; readonly facts: NoticeLetter['facts'] };

/** What is decided where an issue is checked, approved and taken back. */
const ON_CHECK = new Set<Notice['about']>(['unapproved', 'approved', 'voided']);

/**
 * Queues a notice to every editor; of an approval, to every other. The same notice about the same revision is one mail,
 * however many processes want to send it.
 */
export async function notifyEditors(room: Newsroom, issue: Issue, notice: Notice): Promise<void> {
  const { settings } = room;
  // Its HTML is drawn by whoever hands it over: a send would load all templates for it.
  const letter = wordedLetter(
    {
      kind: 'notice',
      about: notice.about,
      week: issue.week,
      reason: reasonOf(notice),
      facts: await factsOf(room, issue, notice),
      desk: `${settings.PUBLIC_URL}/desk/issues/${issue.week}${ON_CHECK.has(notice.about) ? '/check' : ''}`,
      sender: senderOf(room),
    },
    settings.TEMPLATE_ENGINE,
  );
  for (const editor of settings.EDITORS) {
    if (notice.about === 'approved' && isSameAddress(editor, notice.by)) continue;
    await room.singleMails.enqueue(
      {
        kind: 'notice',
        dedupe: ['notice', issue.week, notice.about, ...sameNotice(issue, notice), editor].join(':'),
        to: editor,
        week: issue.week,
        html: '',
        ...letter,
        headers: listHeaders({
          kind: 'notice',
          publication: settings.PUBLICATION_NAME,
          from: settings.MAIL_FROM,
        }),
      },
      room.now(),
    );
  }
}

function sameNotice(issue: Issue, notice: Notice): readonly (string | number)[] {
  if (notice.about === 'warned') return [notice.kind];
  if (notice.about === 'unapproved') return [notice.once];
  if (notice.about === 'failing' && notice.once !== undefined) return [notice.once];
  return [issue.revision, issue.approval?.at ?? 0, reasonOf(notice)];
}

/** Who writes every letter. */
export function senderOf({ settings }: Pick<Newsroom, 'settings'>): LetterSender {
  return {
    publication: settings.PUBLICATION_NAME,
    postalAddress: settings.POSTAL_ADDRESS,
    site: settings.PUBLIC_URL,
    timezone: settings.PUBLICATION_TIMEZONE,
    style: settings.style,
  };
}

function reasonOf(notice: Notice): string {
  switch (notice.about) {
    case 'held':
    case 'stopped':
      return [notice.reason, notice.fix].filter(Boolean).join(' ');
    case 'warned':
    case 'failing':
    case 'vote':
      return notice.reason;
    default:
      return '';
  }
}

async function factsOf(room: Newsroom, issue: Issue, notice: Notice): Promise<NoticeLetter['facts']> {
  switch (notice.about) {
    case 'vote':
    case 'unapproved':
    case 'voided':
    case 'approved':
      return notice.facts;
    case 'sent':
    case 'failing':
      return ledgerFacts(notice.ledger);
    case 'stopped':
      return ledgerFacts(await ledgerOf(room, issue));
    case 'warned':
    case 'held':
      return [];
    case 'picked': {
      const named = await pairingNames(room);
      return issue.pick.pairings.map(pairing => ({ name: named(pairing), value: pairing.why }));
    }
  }
}

function ledgerFacts({ audience, submitted, suppressed, rejected, uncertain, pending }: Ledger) {
  const facts = {
    Audience: audience,
    Submitted: submitted,
    Suppressed: suppressed,
    Rejected: rejected,
    Uncertain: uncertain,
    Pending: pending,
  };
  return Object.entries(facts).map(([name, value]) => ({ name, value: value.toLocaleString('en') }));
}
