import type { Listed, SuppressionLine } from '../../newsroom/audience/find-readers.ts';
import { ActForm } from '../../web/act-form.tsx';
import { Button } from '../../web/button.tsx';
import { Field } from '../../web/field.tsx';
import { Instant } from '../../web/instant.tsx';
import { LinkList } from '../../web/link-list.tsx';
import { SeekForm } from '../../web/seek-form.tsx';
import { type Column, Table } from '../../web/table.tsx';
import { Detail } from '../detail.tsx';
import { OlderLink } from '../older-link.tsx';
import { withQuery } from '../with-query.ts';
import { AudiencePage } from './audience-page.tsx';
import { ReasonField } from './reason-field.tsx';
import { LISTED_REASONS, type ListedReason, REASON_WORDS } from './status-words.ts';

interface SuppressionsPageProps {
  readonly text: string;
  readonly reason: ListedReason | null;
  readonly found: Listed<SuppressionLine>;
  /** What stands in the form that adds one. */
  readonly typed: { readonly email: string; readonly reason: string };
  readonly note?: string;
  readonly problem?: string;
}

const PATH = '/desk/audience/suppressions';

/** Who is never mailed, why, and the two things an editor may do about it. */
export function SuppressionsPage(props: SuppressionsPageProps) {
  const { text, reason, found, typed, note, problem } = props;
  const { lines, moreAfter } = found;
  const after = moreAfter && `${moreAfter.createdAt}.${moreAfter.hash}`;
  const reasons = [null, ...LISTED_REASONS].map(one => ({
    href: withQuery(PATH, { q: text, reason: one }),
    words: one === null ? 'all' : REASON_WORDS[one],
    current: one === reason,
  }));
  return (
    <AudiencePage title="Suppression list" at="suppressions" note={note} problem={problem}>
      <p className="lead">Nobody on this list is ever mailed, whatever else is known of them.</p>
      <Rule />
      <SeekForm action={PATH} label="Part of an address" text={text} />
      <LinkList label="By reason" className="kinds" links={reasons} />
      {lines.length === 0 ? (
        <p>{text === '' && reason === null ? 'The list is empty.' : 'No address on the list matches.'}</p>
      ) : (
        <Table
          label="Suppressed addresses"
          folds
          columns={COLUMNS}
          lines={lines}
          keyOf={({ hash }) => hash}
        />
      )}
      <OlderLink href={after && withQuery(PATH, { q: text, reason, after })} />
      <AddForm typed={typed} />
    </AudiencePage>
  );
}

function Rule() {
  return (
    <p>
      <strong>What can be lifted:</strong>
      {
        ' what an editor put here by hand. A hard bounce only with a word on why the mailbox is believed to work again: mail to dead mailboxes is counted against every other mail of ours. A complaint never: a reader who reported us as spam is not mailed again, even if they ask; another address of theirs is welcome.'
      }
    </p>
  );
}

const COLUMNS: readonly Column<SuppressionLine>[] = [
  {
    head: 'Address',
    names: true,
    className: 'who',
    cell: ({ hash, email }) => <a href={`${PATH}/${hash}/reader`}>{email}</a>,
  },
  {
    head: 'Reason',
    className: 'wording',
    cell: ({ reason, detail }) => (
      <>
        {REASON_WORDS[reason]}
        <Detail words={detail} />
      </>
    ),
  },
  { head: 'Since', cell: ({ createdAt }) => <Instant at={createdAt} /> },
  {
    head: 'Lift',
    cell: ({ hash, reason }) =>
      reason === 'complaint' ? <span className="soft">never</span> : <a href={`${PATH}/${hash}`}>Lift…</a>,
  },
];

function AddForm({ typed }: Pick<SuppressionsPageProps, 'typed'>) {
  return (
    <ActForm action={PATH}>
      <h2 id="add">Suppress an address by hand</h2>
      <Field id="email" label="Address" className="plain-field">
        <input type="text" defaultValue={typed.email} maxLength={254} autoComplete="off" required />
      </Field>
      <ReasonField
        label="Why"
        hint="Kept beside the address and shown here. For example: asked by telephone, role address, belongs to a competitor."
        typed={typed.reason}
      />
      <Button>Suppress</Button>
    </ActForm>
  );
}
