import { Instant } from '../../web/instant.tsx';
import type { WebDeps } from '../../web/web-deps.ts';
import { DeskPage } from '../desk-page.tsx';
import type { Editor } from '../door/session.ts';
import { Scroll } from '../scroll.tsx';
import { AudienceTabs } from './audience-tabs.tsx';
import type { Listed, SubscriberLine } from './find-readers.ts';
import { SeekForm } from './seek-form.tsx';
import { STATUS_WORDS, STATUSES, sourceWords } from './status-words.ts';

interface ReadersPageProps {
  readonly deps: WebDeps;
  readonly editor: Editor;
  readonly text: string;
  readonly status: SubscriberLine['status'] | null;
  readonly found: Listed<SubscriberLine>;
  /** Its hash where the text is exactly a suppressed address that no subscriber has; else null. */
  readonly suppressedAs: string | null;
}

/** Subscribers in lines, newest first. */
export function ReadersPage({ deps, editor, text, status, found, suppressedAs }: ReadersPageProps) {
  const last = found.lines.at(-1);
  return (
    <DeskPage
      deps={deps}
      editor={editor}
      title="Find a reader"
      at="audience"
      heading={<AudienceTabs title="Find a reader" at="readers" />}
    >
      <SeekForm text={text} />
      <nav aria-label="By state">
        <ul className="kinds">
          {[null, ...STATUSES].map(one => (
            <li key={one ?? 'all'}>
              <a href={address({ text, status: one })} aria-current={one === status ? 'page' : undefined}>
                {one === null ? 'all' : STATUS_WORDS[one][0]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {suppressedAs === null ? null : (
        <p>
          {'Nobody is subscribed under that address, and it is on the '}
          <a href={`/desk/audience/suppressions/${suppressedAs}`}>suppression list</a>.
        </p>
      )}
      {found.lines.length === 0 ? <p>{nobody(text, status)}</p> : <Lines deps={deps} lines={found.lines} />}
      {found.more && last ? (
        <p>
          <a href={address({ text, status, before: last.id })}>Older</a>
        </p>
      ) : null}
    </DeskPage>
  );
}

function Lines({
  deps,
  lines,
}: Pick<ReadersPageProps, 'deps'> & { readonly lines: readonly SubscriberLine[] }) {
  return (
    <Scroll label="Subscribers">
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">Address</th>
            <th scope="col">Name</th>
            <th scope="col">State</th>
            <th scope="col">Came from</th>
            <th scope="col">Since</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ id, email, name, status, source, createdAt }) => (
            <tr key={id}>
              <th scope="row" className="who">
                <a href={`/desk/audience/readers/${id}`}>{email === '' ? `erased, number ${id}` : email}</a>
              </th>
              <td className="who" dir="auto">
                {name === '' ? '—' : name}
              </td>
              <td>{STATUS_WORDS[status][0]}</td>
              <td>{sourceWords(source)}</td>
              <td>
                <Instant at={createdAt} zone={deps.publication.timezone} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function nobody(text: string, status: SubscriberLine['status'] | null): string {
  const which = status === null ? '' : ` ${STATUS_WORDS[status][0]}`;
  return text === ''
    ? `There is no${which} subscriber.`
    : `No${which} subscriber has “${text}” in address or name.`;
}

function address(query: {
  readonly text: string;
  readonly status: SubscriberLine['status'] | null;
  readonly before?: number;
}): string {
  const parameters = new URLSearchParams();
  if (query.text !== '') parameters.set('q', query.text);
  if (query.status !== null) parameters.set('status', query.status);
  if (query.before !== undefined) parameters.set('before', String(query.before));
  const text = parameters.toString();
  return `/desk/audience/readers${text === '' ? '' : `?${text}`}`;
}
