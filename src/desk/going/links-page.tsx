import type { Issue } from '../../issue/issue.ts';
import { ActForm } from '../../web/act-form.tsx';
import { Button } from '../../web/button.tsx';
import { AsidePage } from './aside-page.tsx';
import type { NamedLink } from './mend-link.ts';

interface LinksProps {
  readonly issue: Issue;
  readonly links: readonly NamedLink[];
  /** What was typed for a tool and not taken. */
  readonly typed?: TypedLink | undefined;
  readonly note: string;
  readonly problem?: string | undefined;
}

export interface TypedLink {
  readonly tool: string;
  readonly to: string;
  readonly fault: string;
}

/** Where the links of an issue's mails lead, each with a field to let it lead elsewhere. */
export function LinksPage({ issue, links, typed, note, problem }: LinksProps) {
  return (
    <AsidePage issue={issue} title="Links" note={note} problem={problem}>
      <h2>Where the links in the mails lead</h2>
      <p>
        Every link to a tool goes through our own address, so it can be put right in mails that are out: for
        every reader at once, and on the issue’s page too. What was sent and approved stays as it was; your
        name, the old and the new address go into the log.
      </p>
      {issue.frozenAt === null ? (
        <p>Nobody has got this issue yet: mend the address in the catalogue instead.</p>
      ) : links.length === 0 ? (
        <p>The mails of this issue contain no link to a tool.</p>
      ) : (
        links.map(link => (
          <LinkForm
            key={link.token}
            week={issue.week}
            link={link}
            typed={typed?.tool === link.tool ? typed : null}
          />
        ))
      )}
    </AsidePage>
  );
}

interface LinkFormProps {
  readonly week: string;
  readonly link: NamedLink;
  readonly typed: TypedLink | null;
}

function LinkForm({ week, link, typed }: LinkFormProps) {
  const { tool, name, token, target, original } = link;
  const id = `to-${token}`;
  return (
    <ActForm action={`/desk/issues/${week}/links`} className="mend" fields={{ tool, from: target }}>
      <h3>
        <bdi>{name}</bdi>
      </h3>
      <p className="who">
        {'Leads to '}
        <a href={target} rel="noreferrer">
          {target}
        </a>
        {target === original ? null : (
          <span className="soft">{`, mended; in the mail as sent it led to ${original}`}</span>
        )}
        <span className="soft">{` (in the mail: /go/${token})`}</span>
      </p>
      <details open={typed !== null}>
        <summary>Point it elsewhere…</summary>
        <label htmlFor={id}>{`Where the link to ${name} should lead`}</label>
        <div className="line">
          <input
            id={id}
            name="to"
            type="url"
            required
            maxLength={2_000}
            defaultValue={typed?.to ?? ''}
            placeholder="https://"
            aria-describedby={typed ? `${id}-fault` : undefined}
            aria-invalid={typed ? true : undefined}
          />
          <Button>Mend</Button>
        </div>
        {typed ? (
          <p id={`${id}-fault`} className="fault">
            {typed.fault}
          </p>
        ) : null}
      </details>
    </ActForm>
  );
}
