import type { Issue } from '../../issue/issue.ts';
import type { WebDeps } from '../../web/web-deps.ts';
import { DeskPage } from '../desk-page.tsx';
import type { Editor } from '../door/session.ts';
import { IssueHead } from '../issue-head.tsx';
import type { NamedLink } from './mend-link.ts';

interface LinksProps {
  readonly deps: WebDeps;
  readonly editor: Editor;
  readonly issue: Issue;
  readonly links: readonly NamedLink[];
  /** What was typed for a tool and not taken. */
  readonly typed: { readonly tool: string; readonly to: string; readonly fault: string } | null;
  readonly note: string;
  readonly problem: string;
}

/** Where the links of an issue's mails lead, each with a field to let it lead elsewhere. */
export function LinksPage({ deps, editor, issue, links, typed, note, problem }: LinksProps) {
  return (
    <DeskPage
      deps={deps}
      editor={editor}
      title={`Links, ${issue.week}`}
      at="issues"
      heading={<IssueHead deps={deps} issue={issue} at="progress" />}
      note={note}
      problem={problem}
    >
      <h2>Where the links in the mails lead</h2>
      <p>
        Every link to a tool goes by way of our own address, so it can be put right in mails that are out: for
        every reader at once, also on the issue’s page. What was sent and approved stays as it was; your name,
        the old and the new address go into the log.
      </p>
      {issue.frozenAt === null ? (
        <p>Nobody has got this issue yet: mend the address in the catalogue instead.</p>
      ) : links.length === 0 ? (
        <p>The mails of this issue hold no link to a tool.</p>
      ) : (
        links.map(link => <LinkForm key={link.token} week={issue.week} link={link} typed={typed} />)
      )}
      <p className="return">
        <a href={`/desk/issues/${issue.week}/progress`}>Back to the numbers</a>
      </p>
    </DeskPage>
  );
}

function LinkForm({ week, link, typed }: { week: string; link: NamedLink; typed: LinksProps['typed'] }) {
  const own = typed?.tool === link.tool ? typed : null;
  const id = `to-${link.token}`;
  return (
    <form method="post" action={`/desk/issues/${week}/links`} className="mend">
      <h3>
        <bdi>{link.name}</bdi>
      </h3>
      <p className="who">
        {'Leads to '}
        <a href={link.target} rel="noreferrer">
          {link.target}
        </a>
        {link.target === link.original ? null : (
          <span className="soft">{`, mended; it was sent leading to ${link.original}`}</span>
        )}
        <span className="soft">{` (in the mail: /go/${link.token})`}</span>
      </p>
      <input type="hidden" name="tool" value={link.tool} />
      <input type="hidden" name="from" value={link.target} />
      <details open={own !== null}>
        <summary>Let it lead elsewhere…</summary>
        <label htmlFor={id}>{`Where the link to ${link.name} is to lead`}</label>
        <div className="line">
          <input
            id={id}
            name="to"
            type="url"
            required
            maxLength={2_000}
            defaultValue={own?.to ?? ''}
            placeholder="https://"
            aria-describedby={own ? `${id}-fault` : undefined}
            aria-invalid={own ? true : undefined}
          />
          <button type="submit" className="button">
            Mend
          </button>
        </div>
        {own ? (
          <p id={`${id}-fault`} className="fault">
            {own.fault}
          </p>
        ) : null}
      </details>
    </form>
  );
}
