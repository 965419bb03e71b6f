import type { Listed, SubscriberLine } from '../../newsroom/audience/find-readers.ts';
import { Instant } from '../../web/instant.tsx';
import { LinkList } from '../../web/link-list.tsx';
import { SeekForm } from '../../web/seek-form.tsx';
import { type Column, Table } from '../../web/table.tsx';
import { OlderLink } from '../older-link.tsx';
import { withQuery } from '../with-query.ts';
import { AudiencePage } from './audience-page.tsx';
import { STATUS_WORDS, STATUSES, sourceWords } from './status-words.ts';

interface ReadersPageProps {
  readonly text: string;
  readonly status: SubscriberLine['status'] | null;
  readonly found: Listed<SubscriberLine>;
  /** Its hash where the text is exactly a suppressed address that no subscriber has; else null. */
  readonly suppressedAs: string | null;
}

const PATH = '/desk/audience/readers';

const COLUMNS: readonly Column<SubscriberLine>[] = [
  {
    head: 'Address',
    names: true,
    className: 'who',
    cell: ({ id, email }) => <a href={`${PATH}/${id}`}>{email || `erased, number ${id}`}</a>,
  },
  { head: 'Name', className: 'who', dir: 'auto', cell: ({ name }) => name || '—' },
  { head: 'State', cell: ({ status }) => STATUS_WORDS[status][0] },
  { head: 'Came from', cell: ({ source }) => sourceWords(source) },
  { head: 'Since', cell: ({ createdAt }) => <Instant at={createdAt} /> },
];

/** Subscribers in lines, newest first. */
export function ReadersPage({ text, status, found, suppressedAs }: ReadersPageProps) {
  const { lines, moreAfter } = found;
  const states = [null, ...STATUSES].map(one => ({
    href: withQuery(PATH, { q: text, status: one }),
    words: one === null ? 'all' : STATUS_WORDS[one][0],
    current: one === status,
  }));
  return (
    <AudiencePage title="Find a reader" at="readers">
      <SeekForm action={PATH} label="Address or name, or part of one" text={text} />
      <LinkList label="By state" className="kinds" links={states} />
      {suppressedAs === null ? null : (
        <p>
          {'Nobody is subscribed under that address, and it is on the '}
          <a href={`/desk/audience/suppressions/${suppressedAs}`}>suppression list</a>.
        </p>
      )}
      {lines.length === 0 ? (
        <p>{nobody(text, status)}</p>
      ) : (
        <Table label="Subscribers" folds columns={COLUMNS} lines={lines} keyOf={({ id }) => id} />
      )}
      <OlderLink href={moreAfter && withQuery(PATH, { q: text, status, before: moreAfter.id })} />
    </AudiencePage>
  );
}

function nobody(text: string, status: SubscriberLine['status'] | null): string {
  const which = status === null ? '' : ` ${STATUS_WORDS[status][0]}`;
  return text === ''
    ? `There is no${which} subscriber.`
    : `No${which} subscriber has “${text}” in their address or name.`;
}
