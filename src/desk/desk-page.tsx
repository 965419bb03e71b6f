import type { ReactNode } from 'react';
import { Page } from '../web/page.tsx';
import type { WebDeps } from '../web/web-deps.ts';
import type { Editor } from './door/session.ts';

interface DeskPageProps {
  readonly deps: WebDeps;
  readonly editor: Editor;
  /** Of the document and, unless `heading` is given, the page's first heading. */
  readonly title: string;
  /** Which entry of the desk's navigation this page belongs to. */
  readonly at: DeskSection;
  /** In place of the plain heading. */
  readonly heading?: ReactNode;
  /** What was just done, in one sentence; '' for nothing. */
  readonly note?: string;
  /** What could not be done and why; '' for nothing. */
  readonly problem?: string;
  /** What else belongs into the document's head. */
  readonly head?: ReactNode;
  readonly children: ReactNode;
}

type DeskSection = 'issues' | 'audience' | 'catalogue' | 'log' | 'account';

const SECTIONS: readonly (readonly [DeskSection, string, string])[] = [
  ['issues', '/desk/issues', 'Issues'],
  ['audience', '/desk/audience', 'Audience'],
  ['catalogue', '/desk/catalogue', 'Catalogue'],
  ['log', '/desk/log', 'Log'],
];

/** The sheet every page of the desk is printed on: the site's, wide, with the desk's own way around. */
export function DeskPage(props: DeskPageProps) {
  const { deps, editor, title, at, heading, note = '', problem = '', head, children } = props;
  return (
    <Page deps={deps} title={`${title} · Desk`} aside={<DeskNav at={at} editor={editor} />} wide head={head}>
      <div className="desk">
        {heading ?? <h1>{title}</h1>}
        {note === '' ? null : (
          <p className="told" role="status">
            {note}
          </p>
        )}
        {problem === '' ? null : (
          <p className="told wrong" role="alert">
            {problem}
          </p>
        )}
        {children}
      </div>
    </Page>
  );
}

function DeskNav({ at, editor }: { at: DeskSection; editor: Editor }) {
  return (
    <nav aria-label="Desk">
      <ul>
        {SECTIONS.map(([section, href, words]) => (
          <li key={section}>
            <a href={href} aria-current={section === at ? 'page' : undefined}>
              {words}
            </a>
          </li>
        ))}
        <li>
          <a href="/desk/account" aria-current={at === 'account' ? 'page' : undefined}>
            {editor.email}
          </a>
        </li>
      </ul>
    </nav>
  );
}
