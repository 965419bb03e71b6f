import type { SuppressionReasonListed } from '../../web/desk/audience/audience-deps.ts';
import { Instant } from '../../web/instant.tsx';
import type { WebDeps } from '../../web/web-deps.ts';
import { DeskPage } from '../desk-page.tsx';
import type { Editor } from '../door/session.ts';
import { Scroll } from '../scroll.tsx';
import { AudienceTabs } from './audience-tabs.tsx';
import type { Listed, SuppressionLine } from './find-readers.ts';
import { LONGEST_REASON } from './limits.ts';
import { REASON_WORDS } from './status-words.ts';

interface SuppressionsPageProps {
  readonly deps: WebDeps;
  readonly editor: Editor;
  readonly text: string;
  readonly reason: SuppressionReasonListed | null;
  readonly found: Listed<SuppressionLine>;
  /** What stands in the form that adds one. */
  readonly typed: { readonly email: string; readonly reason: string };
  readonly note?: string;
  readonly problem?: string;
}

const REASONS = ['hard_bounce', 'complaint', 'manual'] as const;

/** Who is never mailed, why, and the two things an editor may do about it. */
export function SuppressionsPage(props: SuppressionsPageProps) {
  const { deps, editor, text, reason, found, typed, note, problem } = props;
  const last = found.lines.at(-1);
  return (
    <DeskPage
      deps={deps}
      editor={editor}
      title="Suppression list"
      at="audience"
      heading={<AudienceTabs title="Suppression list" at="suppressions" />}
      {...(note !== undefined && { note })}
      {...(problem !== undefined && { problem })}
    >
      <p className="lead">Nobody on this list is ever mailed, whatever else is known of them.</p>
      <Rule />
      <search>
        <form method="get" action="/desk/audience/suppressions" className="seek">
          <label htmlFor="q">Part of an address</label>
          <input id="q" name="q" type="text" defaultValue={text} maxLength={254} autoComplete="off" />
          <button type="submit" className="button">
            Find
          </button>
        </form>
      </search>
      <nav aria-label="By reason">
        <ul className="kinds">
          {[null, ...REASONS].map(one => (
            <li key={one ?? 'all'}>
              <a href={address({ text, reason: one })} aria-current={one === reason ? 'page' : undefined}>
                {one === null ? 'all' : REASON_WORDS[one]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {found.lines.length === 0 ? (
        <p>{text === '' && reason === null ? 'The list is empty.' : 'No address on the list fits.'}</p>
      ) : (
        <Lines deps={deps} lines={found.lines} />
      )}
      {found.more && last ? (
        <p>
          <a href={address({ text, reason, after: `${last.createdAt}.${last.hash}` })}>Older</a>
        </p>
      ) : null}
      <AddForm typed={typed} />
    </DeskPage>
  );
}

function Rule() {
  return (
    <p>
      <strong>What can be lifted:</strong>
      {
        ' what an editor put here by hand. A hard bounce only with a word on why the mailbox is believed to work again: mail to dead mailboxes is counted against every other mail of ours. A complaint never: who reported us as spam is not mailed again, even if they ask; another address of theirs is welcome.'
      }
    </p>
  );
}

function Lines({ deps, lines }: { readonly deps: WebDeps; readonly lines: readonly SuppressionLine[] }) {
  return (
    <Scroll label="Suppressed addresses">
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">Address</th>
            <th scope="col">Reason</th>
            <th scope="col">Since</th>
            <th scope="col">Lift</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(line => (
            <tr key={line.hash}>
              <th scope="row" className="who">
                <a href={`/desk/audience/suppressions/${line.hash}/reader`}>{line.email}</a>
              </th>
              <td className="wording">
                {REASON_WORDS[line.reason]}
                {line.detail === '' ? null : <span className="soft">{`: ${line.detail}`}</span>}
              </td>
              <td>
                <Instant at={line.createdAt} zone={deps.publication.timezone} />
              </td>
              <td>
                {line.reason === 'complaint' ? (
                  <span className="soft">never</span>
                ) : (
                  <a href={`/desk/audience/suppressions/${line.hash}`}>Lift…</a>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function AddForm({ typed }: Pick<SuppressionsPageProps, 'typed'>) {
  return (
    <form method="post" action="/desk/audience/suppressions" id="add">
      <h2>Suppress an address by hand</h2>
      <div className="plain-field">
        <label htmlFor="email">Address</label>
        <input
          id="email"
          name="email"
          type="text"
          defaultValue={typed.email}
          maxLength={254}
          autoComplete="off"
          required
        />
      </div>
      <div className="plain-field">
        <label htmlFor="reason">Why</label>
        <p className="hint" id="reason-hint">
          Kept beside the address and shown here. For example: asked by telephone, role address, belongs to a
          competitor.
        </p>
        <input
          id="reason"
          name="reason"
          type="text"
          defaultValue={typed.reason}
          maxLength={LONGEST_REASON}
          aria-describedby="reason-hint"
          autoComplete="off"
          required
        />
      </div>
      <button type="submit" className="button">
        Suppress
      </button>
    </form>
  );
}

function address(query: {
  readonly text: string;
  readonly reason: SuppressionReasonListed | null;
  readonly after?: string;
}): string {
  const parameters = new URLSearchParams();
  if (query.text !== '') parameters.set('q', query.text);
  if (query.reason !== null) parameters.set('reason', query.reason);
  if (query.after !== undefined) parameters.set('after', query.after);
  const text = parameters.toString();
  return `/desk/audience/suppressions${text === '' ? '' : `?${text}`}`;
}
