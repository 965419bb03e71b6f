import type { Outcome } from '../../feedback/outcome.ts';
import type { Issue } from '../../issue/issue.ts';
import {
  RECIPIENT_STATES,
  type Recipient,
  type RecipientState,
} from '../../newsroom/going/recipient-state.ts';
import type { RecipientPage, RecipientQuery } from '../../newsroom/going/recipients.ts';
import { Instant } from '../../web/instant.tsx';
import { type Column, NUMBER, Table } from '../../web/table.tsx';
import { count } from '../count.ts';
import type { DeskContext } from '../desk-env.ts';
import { IssuePage } from '../issue-page.tsx';
import { searchText } from '../search-text.ts';
import { wholeNumber } from '../whole-number.ts';
import { withQuery } from '../with-query.ts';
import { RecipientFinder } from './recipient-finder.tsx';
import { RecipientsFile } from './recipients-file.tsx';

interface RecipientsProps {
  readonly issue: Issue;
  readonly query: RecipientQuery;
  readonly page: RecipientPage;
}

/** Who got an issue and who did not, with the reason: one line a reader. */
export function RecipientsPage({ issue, query, page }: RecipientsProps) {
  const base = `/desk/issues/${issue.week}/recipients`;
  const { words: q, state, after } = query;
  return (
    <IssuePage title={`Recipients, ${issue.week}`} issue={issue} tab="progress">
      <h2>Who got it, and who did not</h2>
      <RecipientFinder week={issue.week} words={q}>
        <select name="state" aria-label="State" defaultValue={state ?? ''}>
          <option value="">in any state</option>
          {RECIPIENT_STATES.map(state => (
            <option key={state} value={state}>
              {state}
            </option>
          ))}
        </select>
      </RecipientFinder>
      {page.recipients.length === 0 ? (
        <p role="status">
          {issue.frozenAt === null ? 'Nobody yet: it has not gone out.' : 'Nobody was found.'}
        </p>
      ) : (
        <Table
          label="Recipients"
          folds
          className="rows recipients"
          lines={page.recipients}
          keyOf={({ seq }) => seq}
          columns={columnsAt(base)}
        />
      )}
      <p>
        {page.next === null ? null : (
          <>
            <a href={withQuery(base, { q, state, after: page.next })} rel="next">
              More
            </a>
            {' · '}
          </>
        )}
        {after === 0 ? null : (
          <>
            <a href={withQuery(base, { q, state })}>From the start</a>
            {' · '}
          </>
        )}
        <a href={`/desk/issues/${issue.week}/progress`}>Back to the numbers</a>
      </p>
      <RecipientsFile week={issue.week} />
    </IssuePage>
  );
}

function columnsAt(base: string): Column<Recipient>[] {
  return [
    { head: 'No.', ...NUMBER, cell: ({ seq }) => count(seq) },
    {
      head: 'Address',
      names: true,
      className: 'who',
      cell: ({ seq, email }) => (
        <a href={`${base}/${seq}`}>{email === '' ? '(erased)' : <bdi>{email}</bdi>}</a>
      ),
    },
    {
      head: 'State',
      className: ({ state }) => (state === 'submitted' ? undefined : 'amiss'),
      cell: ({ state }) => state,
    },
    {
      head: 'Since then',
      cell: ({ event, eventAt }) => (
        <>
          {event === null ? '—' : EVENT_WORDS[event]}
          {eventAt === null ? null : (
            <>
              {', '}
              <Instant at={eventAt} />
            </>
          )}
        </>
      ),
    },
    { head: 'Why', className: 'why', dir: 'auto', cell: ({ reason }) => reason },
  ];
}

/** What the mail API reported, in a word. */
export const EVENT_WORDS: Readonly<Record<Outcome, string>> = {
  submitted: 'sent on',
  delayed: 'delayed',
  failed: 'failed',
  suppressed: 'kept back by the mail API',
  delivered: 'delivered',
  blocked: 'sent back because of us',
  bounced_soft: 'bounced for now',
  bounced: 'bounced',
  complained: 'reported as spam',
};

/** What a page was asked for; anything unreadable counts as not said. */
export function readRecipientQuery(context: DeskContext): RecipientQuery {
  const asked = context.req.query('state') ?? '';
  return {
    words: searchText(context),
    state: RECIPIENT_STATES.find((state): state is RecipientState => state === asked) ?? null,
    after: wholeNumber(context.req.query('after')) ?? 0,
  };
}
