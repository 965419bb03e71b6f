import type { Issue } from '../../issue/issue.ts';
import { CLIP_BYTES } from '../../issue/preflight/mail.ts';
import { armOfVariant } from '../../issue/trial/trial-wish.ts';
import { LinkList } from '../../web/link-list.tsx';
import { NamedWords } from '../../web/named-words.tsx';
import { printedSize } from '../../web/printed-size.ts';
import { IssuePage } from '../issue-page.tsx';
import { ChangesView } from './changes-view.tsx';
import { BothEngines, MailFrame, Phones, PlainText, Source, WebVersion } from './mail-views.tsx';
import { PREVIEW_VIEWS, type PreviewView, previewHref } from './preview-query.ts';
import { ReaderForm } from './reader-form.tsx';
import type { Shown } from './shown.ts';
import { OtherEngine, Standing } from './standing.tsx';

interface PreviewPageProps {
  readonly issue: Issue;
  readonly shown: Shown;
}

/** The very mail that will be sent, in every way a reader may meet it. */
export function PreviewPage({ issue, shown }: PreviewPageProps) {
  const links = PREVIEW_VIEWS.map(view => ({
    href: previewHref(issue.week, '', { ...shown.query, view, scheme: 'light' }),
    words: WORDS[view],
    current: view === shown.query.view,
  }));
  return (
    <IssuePage title={`Preview of ${issue.week}`} issue={issue} tab="preview">
      <Standing issue={issue} shown={shown} />
      <OtherEngine shown={shown} />
      <LinkList label="Ways to look at it" className="views" links={links} />
      {READERLESS.has(shown.query.view) ? null : (
        <>
          <ReaderForm issue={issue} shown={shown} />
          <Envelope shown={shown} />
          <OwnLines issue={issue} lead={shown.draft.frozen.variant} />
        </>
      )}
      <View week={issue.week} shown={shown} />
    </IssuePage>
  );
}

/** Of an issue that has nothing in it. */
export function EmptyPreview({ issue }: Omit<PreviewPageProps, 'shown'>) {
  return (
    <IssuePage title={`Preview of ${issue.week}`} issue={issue} tab="preview">
      <p className="lead">There is no mail to look at: this issue has no pairings.</p>
    </IssuePage>
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

function Envelope({ shown: { draft, mail, mails } }: { readonly shown: Shown }) {
  const { message, html, text, eml } = mail;
  const bytes = Buffer.byteLength(html);
  const size = (
    <>
      {`HTML ${printedSize(bytes)}, plain text ${printedSize(Buffer.byteLength(text))}, whole ${printedSize(eml.length)}. `}
      {bytes > CLIP_BYTES ? (
        <strong className="fault">Gmail cuts it off and hides the rest.</strong>
      ) : (
        `${Math.ceil((100 * bytes) / CLIP_BYTES)}% of what Gmail shows.`
      )}
    </>
  );
  const hash = <code>{mails.contentHash.slice(0, 16)}</code>;
  return (
    <NamedWords
      className="heading"
      of={[
        ['Subject', message.subject],
        ['From', message.from],
        ['Preheader', draft.content.preheader],
        ['To', message.to],
        ['Size', size],
        ['Hash', hash],
      ]}
    />
  );
}

/** An editor's subject is about the editors' order (docs/decisions/086): said where it is missed. */
function OwnLines({ issue: { edits }, lead }: { readonly issue: Issue; readonly lead: number }) {
  const own = [edits.subject ? 'subject' : '', edits.preheader ? 'preheader' : ''].filter(Boolean);
  if (lead === 1 || armOfVariant(lead) > 0 || own.length === 0) return null;
  return (
    <p className="aid">
      {`The edited ${own.join(' and ')} ${own.length === 1 ? 'is' : 'are'} written for the editors’ order; readers whose interests put another pairing first get generated words.`}
    </p>
  );
}

function View({ week, shown }: { readonly week: string; readonly shown: Shown }) {
  const { query, mail } = shown;
  switch (query.view) {
    case 'desktop':
      return <MailFrame week={week} query={query} title="The mail on a computer" />;
    case 'dark':
      return <MailFrame week={week} query={{ ...query, scheme: 'dark' }} title="The mail in dark mode" />;
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
      return <ChangesView shown={shown} />;
  }
}
