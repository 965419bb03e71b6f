import { CLIP_BYTES } from '../../issue/preflight/mail.ts';
import type { Engine } from '../../newsroom/drafted-mail.ts';
import type { PreviewMail } from '../../newsroom/preview-mail.ts';
import { printedSize } from '../../web/printed-size.ts';
import { type Column, NUMBER, Table } from '../../web/table.tsx';
import { count } from '../count.ts';
import { type PreviewQuery, previewHref } from './preview-query.ts';
import type { Shown } from './shown.ts';

interface ViewProps {
  readonly week: string;
  readonly query: PreviewQuery;
}

const SANDBOX = 'allow-popups allow-popups-to-escape-sandbox';

export const ENGINE_WORDS: Readonly<Record<Engine, string>> = { react: 'React Email', mjml: 'MJML' };

/** The HTML part in a frame. @param mail to say what is missing without pictures */
export function MailFrame({ week, query, title, mail }: ViewProps & { title: string; mail?: PreviewMail }) {
  return (
    <>
      {mail ? <p className="aid">{pictureWords(mail.html)}</p> : null}
      <Frame week={week} query={query} title={title} />
      <Aids query={query} />
      <Parts week={week} query={query} alone />
    </>
  );
}

/** 390 pixels wide, by day and by night. */
export function Phones({ week, query }: ViewProps) {
  return (
    <>
      <div className="phones">
        {(['light', 'dark'] as const).map(scheme => (
          <figure key={scheme}>
            <figcaption>{`390 pixels, ${scheme}`}</figcaption>
            <Frame week={week} query={{ ...query, scheme }} title={`The mail on a phone, ${scheme}`} phone />
          </figure>
        ))}
      </div>
      <Aids query={query} />
      <Parts week={week} query={query} />
    </>
  );
}

/** As mail clients for the terminal, watches and screen readers get it. */
export function PlainText({ week, query, mail }: ViewProps & { readonly mail: PreviewMail }) {
  return (
    <>
      <pre className="part" dir="auto">
        {mail.text}
      </pre>
      <Parts week={week} query={query} />
    </>
  );
}

/** What each part weighs, and the whole message as it travels. */
export function Source({ week, shown }: { readonly week: string; readonly shown: Shown }) {
  const { mail, query } = shown;
  const { html, text, eml, message } = mail;
  const parts = [
    { part: 'HTML', bytes: Buffer.byteLength(html), clipped: true },
    { part: 'Plain text', bytes: Buffer.byteLength(text), clipped: false },
    { part: 'Whole mail, encoded', bytes: eml.length, clipped: false },
  ];
  return (
    <>
      <Table
        label="Sizes"
        className="rows sizes"
        caption={`Gmail shows the first 102 KB (${count(CLIP_BYTES)} bytes) of the HTML and hides the rest, the unsubscribe link with it.`}
        lines={parts}
        keyOf={({ part }) => part}
        columns={SIZES}
      />
      <h2>Headers of our own</h2>
      <pre className="part source">
        {Object.entries(message.headers)
          .map(([name, value]) => `${name}: ${value}`)
          .join('\n')}
      </pre>
      <h2>The whole mail</h2>
      <Parts week={week} query={query} />
      <pre className="part source">{eml.toString('utf8')}</pre>
    </>
  );
}

const SIZES: readonly Column<{ part: string; bytes: number; clipped: boolean }>[] = [
  { head: 'Part', names: true, cell: ({ part }) => part },
  { head: 'Bytes', ...NUMBER, cell: ({ bytes }) => count(bytes) },
  { head: 'Size', ...NUMBER, cell: ({ bytes }) => printedSize(bytes) },
  {
    head: 'Of Gmail’s 102 KB',
    ...NUMBER,
    cell: ({ bytes, clipped }) => (clipped ? `${((100 * bytes) / CLIP_BYTES).toFixed(1)}%` : '—'),
  },
];

/** The two template sets beside each other, each with what it weighs. */
export function BothEngines({ week, shown }: { readonly week: string; readonly shown: Shown }) {
  const { query, others, mails } = shown;
  return (
    <>
      {mails.isFrozen ? (
        <p className="aid">
          {`This issue was made by ${ENGINE_WORDS[mails.engine]}. The other engine never made it, so there is nothing to set beside it.`}
        </p>
      ) : null}
      <div className="engines">
        {others.map(({ engine, mail }) => (
          <figure key={engine}>
            <figcaption>
              {`${ENGINE_WORDS[engine]}: HTML ${printedSize(Buffer.byteLength(mail.html))}`}
            </figcaption>
            <Frame
              week={week}
              query={{ ...query, engine }}
              title={`The mail made by ${ENGINE_WORDS[engine]}`}
            />
          </figure>
        ))}
      </div>
      <p className="aid">
        <OtherScheme week={week} query={query} />
      </p>
      <Aids query={query} />
    </>
  );
}

/** The issue on the site, with every quote in full. */
export function WebVersion({ week, query }: ViewProps) {
  const page = previewHref(week, '/web', { scheme: query.scheme });
  return (
    <>
      <iframe className="mail" title="The web version" src={page} sandbox={SANDBOX} />
      <p className="aid">
        <OtherScheme week={week} query={query} />
        {' · '}
        <a href={page}>Open it on its own</a>
        {' · '}
        <a href={previewHref(week, '/web.html', {})} download>
          web.html
        </a>
      </p>
    </>
  );
}

function OtherScheme({ week, query }: ViewProps) {
  const scheme = query.scheme === 'dark' ? 'light' : 'dark';
  return <a href={previewHref(week, '', { ...query, scheme })}>{`Show ${scheme}`}</a>;
}

function Frame({ week, query, title, phone = false }: ViewProps & { title: string; phone?: boolean }) {
  return (
    <iframe
      className={phone ? 'mail phone' : 'mail'}
      title={title}
      src={previewHref(week, '/frame', { ...query, view: 'desktop' })}
      sandbox={SANDBOX}
    />
  );
}

/** What of a view is not in the mail. */
function Aids({ query }: { readonly query: PreviewQuery }) {
  return (
    <p className="aid">
      {query.images
        ? 'For viewing, the mail is told here whether the screen is light or dark, and its links open in a new tab; '
        : 'For viewing, pictures are not loaded and links open in a new tab; '}
      {
        'everything else is what is sent, byte for byte. The links are a test mail’s: they open, but cast and change nothing.'
      }
    </p>
  );
}

/** The bytes themselves. */
function Parts({ week, query, alone = false }: ViewProps & { readonly alone?: boolean }) {
  const { reader, lead, engine } = query;
  const at = (path: string) => previewHref(week, path, { reader, lead, engine });
  return (
    <p className="aid">
      {alone ? (
        <>
          <a href={previewHref(week, '/frame', { ...query, view: 'desktop' })}>Open it on its own</a>
          {' · '}
        </>
      ) : null}
      {'Without viewing aids: '}
      <a href={at('/issue.html')}>HTML</a>
      {' · '}
      <a href={at('/issue.txt')}>plain text</a>
      {' · '}
      <a href={at('/issue.eml')}>whole mail (.eml)</a>
      {' · '}
      <a href={at('/issue.json')}>as the mail API is given it (.json)</a>
    </p>
  );
}

function pictureWords(html: string): string {
  const pictures = html.match(/<img\b/gi)?.length ?? 0;
  if (pictures === 0) return 'This mail has no pictures: it looks the same where pictures are blocked.';
  return `${pictures === 1 ? 'The one picture' : `All ${pictures} pictures`} of this mail ${pictures === 1 ? 'is' : 'are'} blocked here; the alternative text is shown instead.`;
}
