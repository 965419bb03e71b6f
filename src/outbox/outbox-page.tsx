import { MAIL_KINDS, type MailKind } from '../delivery/mail-kind.ts';
import { Button } from '../web/button.tsx';
import { Instant } from '../web/instant.tsx';
import { Page } from '../web/page.tsx';
import { printedSize } from '../web/printed-size.ts';
import { usePublication } from '../web/publication.tsx';
import type { MailHeading } from './mail-heading.ts';
import { outboxHref } from './outbox-query.ts';
import type { OutboxView } from './outbox-view.ts';

interface OutboxPageProps {
  readonly directory: string;
  readonly view: OutboxView;
}

/** Every mail this machine "sent", the newest first. */
export function OutboxPage({ directory, view }: OutboxPageProps) {
  return (
    <Page title="Outbox" aside="Development: nothing leaves this machine" wide>
      <h1>Outbox</h1>
      <p className="soft count">
        {`${counted(view.total)} in `}
        <code>{directory}</code>
      </p>
      <div className="tools">
        <Kinds view={view} />
        <Search view={view} />
      </div>
      <Found view={view} />
      {view.mails.length === 0 ? <Nothing view={view} /> : <Mails mails={view.mails} />}
      <Paging view={view} />
    </Page>
  );
}

function Kinds({ view: { query, counts, total } }: { view: OutboxView }) {
  const link = (kind: MailKind | null, count: number) => (
    <li key={kind ?? 'all'}>
      <a
        href={outboxHref({ ...query, kind, page: 1 })}
        aria-current={query.kind === kind ? 'page' : undefined}
      >
        {kind ?? 'all'} <span className="soft">{grouped(count)}</span>
      </a>
    </li>
  );
  return (
    <nav aria-label="Kinds of mail">
      <ul className="kinds">
        {link(null, total)}
        {MAIL_KINDS.map(kind => link(kind, counts[kind]))}
      </ul>
    </nav>
  );
}

function Search({ view: { query } }: { view: OutboxView }) {
  return (
    <search>
      <form action="/outbox" className="search">
        {query.kind === null ? null : <input type="hidden" name="kind" value={query.kind} />}
        <label htmlFor="q">To or subject</label>
        <input id="q" name="q" type="search" defaultValue={query.words} maxLength={200} autoComplete="off" />
        <Button>Search</Button>
      </form>
    </search>
  );
}

function Found({ view: { query, found, unsearched } }: { view: OutboxView }) {
  if (query.words === '') return null;
  return (
    <p className="found" role="status">
      {`${counted(found)} with “`}
      <bdi>{query.words}</bdi>
      {`”${unsearched === 0 ? '' : `; the oldest ${grouped(unsearched)} were not searched`}. `}
      <a href={outboxHref({ ...query, words: '', page: 1 })}>Show all</a>
    </p>
  );
}

function Nothing({ view: { query } }: { view: OutboxView }) {
  if (query.words !== '') return null;
  return (
    <p className="lead">
      {query.kind === null
        ? 'No mail has been sent yet. Each will appear here a moment after it is sent.'
        : `No mail of the kind ${query.kind} has been sent yet.`}
    </p>
  );
}

function Mails({ mails }: { mails: readonly MailHeading[] }) {
  const { timezone: zone } = usePublication();
  return (
    <table className="mails">
      <caption>{`Newest first; times in ${zone}`}</caption>
      <thead>
        <tr>
          <th scope="col">Kind</th>
          <th scope="col">To</th>
          <th scope="col">Subject</th>
          <th scope="col">Written</th>
          <th scope="col">Size</th>
        </tr>
      </thead>
      <tbody>
        {mails.map(({ file, to, subject }) => (
          <tr key={`${file.kind}/${file.name}`}>
            <td className="kind">{file.kind}</td>
            <td className="to" dir="auto">
              {to === '' ? 'nobody' : to}
            </td>
            <td className="subject" dir="auto">
              <a href={`/outbox/${file.kind}/${file.name}`}>
                {subject === '' ? 'Without a subject' : subject}
              </a>
            </td>
            <td className="written">
              <Instant at={file.writtenAt} to="second" />
            </td>
            <td className="size">{printedSize(file.bytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Paging({ view: { query, pages, before, mails, found } }: { view: OutboxView }) {
  if (pages === 1) return null;
  const { page } = query;
  return (
    <nav className="paging" aria-label="Pages">
      {page > 1 ? <a href={outboxHref({ ...query, page: page - 1 })}>Newer</a> : <span>Newer</span>}
      <span>{`${grouped(before + 1)}–${grouped(before + mails.length)} of ${grouped(found)}`}</span>
      {page < pages ? <a href={outboxHref({ ...query, page: page + 1 })}>Older</a> : <span>Older</span>}
    </nav>
  );
}

function counted(mails: number): string {
  return mails === 1 ? '1 mail' : `${grouped(mails)} mails`;
}

/** 12480 as `12,480`. */
function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}
