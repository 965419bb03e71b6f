import type { ReactNode } from 'react';
import type { Issue } from '../../issue/issue.ts';
import { CLIP_BYTES } from '../../issue/preflight/mail.ts';
import type { Engine } from '../../newsroom/draft.ts';
import type { PreviewedDraft, PreviewMail } from '../../newsroom/preview-mail.ts';
import { printedSize } from '../../web/printed-size.ts';
import type { WebDeps } from '../../web/web-deps.ts';
import { DeskPage } from '../desk-page.tsx';
import type { Editor } from '../door/session.ts';
import { IssueHead } from '../issue-head.tsx';
import { ChangesView } from './changes-view.tsx';
import type { IssueMails } from './issue-mails.ts';
import { BothEngines, MailFrame, Phones, PlainText, Source, WebVersion } from './mail-views.tsx';
import { PREVIEW_VIEWS, type PreviewQuery, type PreviewView, previewHref } from './preview-query.ts';
import { ReaderForm } from './reader-form.tsx';
import type { SinceApproval } from './since-approval.ts';
import { OtherEngine, Standing } from './standing.tsx';

/** One mail of an issue and how it is looked at. */
export interface Shown {
  readonly query: PreviewQuery;
  readonly mails: IssueMails;
  readonly draft: PreviewedDraft;
  readonly mail: PreviewMail;
  /** One an engine, for the view that compares them. */
  readonly others: readonly { readonly engine: Engine; readonly mail: PreviewMail }[];
  readonly since: SinceApproval | null;
  /** The one it goes out with, whichever is shown. */
  readonly engineSet: Engine;
}

interface PreviewPageProps {
  readonly deps: WebDeps;
  readonly editor: Editor;
  readonly issue: Issue;
  readonly shown: Shown;
}

/** The very mail that will be sent, in every way a reader may meet it. */
export function PreviewPage({ deps, editor, issue, shown }: PreviewPageProps) {
  return (
    <Sheet deps={deps} editor={editor} issue={issue}>
      <Standing deps={deps} issue={issue} shown={shown} />
      <OtherEngine shown={shown} />
      <nav className="views" aria-label="Ways to look at it">
        {PREVIEW_VIEWS.map(view => (
          <a
            key={view}
            href={previewHref(issue.week, '', { ...shown.query, view, scheme: 'light' })}
            aria-current={view === shown.query.view ? 'page' : undefined}
          >
            {WORDS[view]}
          </a>
        ))}
      </nav>
      {READERLESS.has(shown.query.view) ? null : (
        <>
          <ReaderForm issue={issue} shown={shown} />
          <Envelope shown={shown} />
          <OwnLines issue={issue} lead={shown.draft.frozen.variant} />
        </>
      )}
      <View deps={deps} week={issue.week} shown={shown} />
    </Sheet>
  );
}

/** Of an issue that has nothing in it. */
export function EmptyPreview({ deps, editor, issue }: Omit<PreviewPageProps, 'shown'>) {
  return (
    <Sheet deps={deps} editor={editor} issue={issue}>
      <p className="lead">There is no mail to look at: this issue has no pairings.</p>
    </Sheet>
  );
}

const WORDS: Readonly<Record<PreviewView, string>> = {
  desktop: 'Computer',
  phone: 'Phone',
  dark: 'Dark',
  'images-off': 'Images off',
  text: 'Plain text',
  source: 'Source and size',
  engines: 'React and MJML',
  web: 'Web version',
  changes: 'What changed',
};

/** The same whoever reads. */
const READERLESS: ReadonlySet<PreviewView> = new Set(['web', 'changes']);

function Sheet(props: Omit<PreviewPageProps, 'shown'> & { readonly children: ReactNode }) {
  const { deps, editor, issue, children } = props;
  return (
    <DeskPage
      deps={deps}
      editor={editor}
      title={`Preview of ${issue.week}`}
      at="issues"
      heading={<IssueHead deps={deps} issue={issue} at="preview" />}
    >
      {children}
    </DeskPage>
  );
}

function Envelope({ shown: { draft, mail, mails } }: { readonly shown: Shown }) {
  const { message, html, text, eml } = mail;
  const bytes = Buffer.byteLength(html);
  return (
    <dl className="heading">
      <Fact name="Subject">{message.subject}</Fact>
      <Fact name="From">{message.from}</Fact>
      <Fact name="Preheader">{draft.content.preheader}</Fact>
      <Fact name="To">{message.to}</Fact>
      <Fact name="Size">
        {`HTML ${printedSize(bytes)}, plain text ${printedSize(Buffer.byteLength(text))}, whole ${printedSize(eml.length)}. `}
        {bytes > CLIP_BYTES ? (
          <strong className="fault">Gmail cuts it off and hides the rest.</strong>
        ) : (
          `${Math.ceil((100 * bytes) / CLIP_BYTES)}% of what Gmail shows.`
        )}
      </Fact>
      <Fact name="Hash">
        <code>{mails.contentHash.slice(0, 16)}</code>
      </Fact>
    </dl>
  );
}

/** An editor's subject is about the editors' order (docs/decisions/086): said where it is missed. */
function OwnLines({ issue: { edits }, lead }: { readonly issue: Issue; readonly lead: number }) {
  const own = [edits.subject ? 'subject' : '', edits.preheader ? 'preheader' : ''].filter(Boolean);
  if (lead === 1 || own.length === 0) return null;
  return (
    <p className="aid">
      {`The edited ${own.join(' and ')} ${own.length === 1 ? 'is' : 'are'} about the editors’ order; readers whose interests put another pairing first get generated words.`}
    </p>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  );
}

function View({
  deps,
  week,
  shown,
}: {
  readonly deps: WebDeps;
  readonly week: string;
  readonly shown: Shown;
}) {
  const { query, mail } = shown;
  switch (query.view) {
    case 'desktop':
      return <MailFrame week={week} query={query} title="The mail on a computer" />;
    case 'dark':
      return <MailFrame week={week} query={{ ...query, scheme: 'dark' }} title="The mail in the dark" />;
    case 'images-off':
      return (
        <MailFrame
          week={week}
          query={{ ...query, images: false }}
          title="The mail without pictures"
          mail={mail}
        />
      );
    case 'phone':
      return <Phones week={week} query={query} />;
    case 'text':
      return <PlainText week={week} query={query} mail={mail} />;
    case 'source':
      return <Source week={week} shown={shown} />;
    case 'engines':
      return <BothEngines week={week} shown={shown} />;
    case 'web':
      return <WebVersion week={week} query={query} />;
    case 'changes':
      return <ChangesView deps={deps} shown={shown} />;
  }
}
