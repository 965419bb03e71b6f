import type { Outcome } from '../../feedback/outcome.ts';
import type { Issue } from '../../issue/issue.ts';
import { Instant } from '../../web/instant.tsx';
import type { WebDeps } from '../../web/web-deps.ts';
import { count } from '../count.ts';
import type { DeskContext } from '../desk-env.ts';
import { DeskPage } from '../desk-page.tsx';
import type { Editor } from '../door/session.ts';
import { IssueHead } from '../issue-head.tsx';
import { Scroll } from '../scroll.tsx';
import { searchText } from '../search-text.ts';
import { wholeNumber } from '../whole-number.ts';
import { RECIPIENT_STATES, type Recipient, type RecipientState } from './recipient-state.ts';
import type { RecipientPage, RecipientQuery } from './recipients.ts';
import { RecipientsFile } from './recipients-file.tsx';

interface RecipientsProps {
  readonly deps: WebDeps;
  readonly editor: Editor;
  readonly issue: Issue;
  readonly query: RecipientQuery;
  readonly page: RecipientPage;
}

/** Who got an issue and who did not, with the reason: one line a reader. */
export function RecipientsPage({ deps, editor, issue, query, page }: RecipientsProps) {
  const base = `/desk/issues/${issue.week}/recipients`;
  return (
    <DeskPage
      deps={deps}
      editor={editor}
      title={`Recipients, ${issue.week}`}
      at="issues"
      heading={<IssueHead deps={deps} issue={issue} at="progress" />}
    >
      <h2>Who got it, and who did not</h2>
      <Finder base={base} query={query} />
      {page.recipients.length === 0 ? (
        <p role="status">
          {issue.frozenAt === null ? 'Nobody yet: it has not gone out.' : 'Nobody is found.'}
        </p>
      ) : (
        <Scroll label="Recipients">
          <table className="rows recipients">
            <thead>
              <tr>
                <th scope="col" className="number">
                  No.
                </th>
                <th scope="col">Address</th>
                <th scope="col">State</th>
                <th scope="col">Since then</th>
                <th scope="col">Why</th>
              </tr>
            </thead>
            <tbody>
              {page.recipients.map(recipient => (
                <Row key={recipient.seq} deps={deps} base={base} recipient={recipient} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <p>
        {page.next === null ? null : (
          <>
            <a href={`${base}?${search({ ...query, after: page.next })}`} rel="next">
              More
            </a>
            {' · '}
          </>
        )}
        {query.after === 0 ? null : (
          <>
            <a href={`${base}?${search({ ...query, after: 0 })}`}>From the start</a>
            {' · '}
          </>
        )}
        <a href={`/desk/issues/${issue.week}/progress`}>Back to the numbers</a>
      </p>
      <RecipientsFile week={issue.week} />
    </DeskPage>
  );
}

function Finder({ base, query }: { base: string; query: RecipientQuery }) {
  return (
    <form action={base} className="find">
      <label htmlFor="q">An address or a part of it, a number, or words of a reason</label>
      <div className="line">
        <input
          id="q"
          name="q"
          defaultValue={query.words}
          maxLength={254}
          autoComplete="off"
          spellCheck={false}
        />
        <select name="state" aria-label="State" defaultValue={query.state ?? ''}>
          <option value="">in any state</option>
          {RECIPIENT_STATES.map(state => (
            <option key={state} value={state}>
              {state}
            </option>
          ))}
        </select>
        <button type="submit" className="button">
          Find
        </button>
      </div>
    </form>
  );
}

function Row({ deps, base, recipient }: { deps: WebDeps; base: string; recipient: Recipient }) {
  const { seq, email, state, event, eventAt, reason } = recipient;
  return (
    <tr>
      <td className="number">{count(seq)}</td>
      <th scope="row" className="who">
        <a href={`${base}/${seq}`}>{email === '' ? '(erased)' : <bdi>{email}</bdi>}</a>
      </th>
      <td className={state === 'submitted' ? undefined : 'amiss'}>{state}</td>
      <td>
        {event === null ? '—' : EVENT_WORDS[event]}
        {eventAt === null ? null : (
          <>
            {', '}
            <Instant at={eventAt} zone={deps.publication.timezone} />
          </>
        )}
      </td>
      <td dir="auto" className="why">
        {reason}
      </td>
    </tr>
  );
}

/** What the mail API reported, in a word. */
export const EVENT_WORDS: Readonly<Record<Outcome, string>> = {
  submitted: 'sent on',
  delayed: 'delayed',
  failed: 'failed',
  suppressed: 'kept back by the mail API',
  delivered: 'delivered',
  bounced_soft: 'bounced for now',
  bounced: 'bounced',
  complained: 'reported as spam',
};

function search({ words, state, after }: RecipientQuery): string {
  const fields = new URLSearchParams();
  if (words !== '') fields.set('q', words);
  if (state !== null) fields.set('state', state);
  if (after > 0) fields.set('after', String(after));
  return fields.toString();
}

/** What a page was asked for; anything unreadable counts as not said. */
export function readRecipientQuery(context: DeskContext): RecipientQuery {
  const asked = context.req.query('state') ?? '';
  return {
    words: searchText(context),
    state: RECIPIENT_STATES.find((state): state is RecipientState => state === asked) ?? null,
    after: wholeNumber(context.req.query('after')) ?? 0,
  };
}
