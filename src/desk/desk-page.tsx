import type { ReactNode } from 'react';
import { LinkList } from '../web/link-list.tsx';
import { Page } from '../web/page.tsx';
import { useVisit } from './visit.tsx';

interface DeskPageProps {
  /** Of the document and, unless `heading` is given, the page's first heading. */
  readonly title: string;
  /** Which entry of the desk's navigation this page belongs to. */
  readonly at: DeskSection;
  /** In place of the plain heading. */
  readonly heading?: ReactNode;
  /** What was just done, in one sentence; '' for nothing. */
  readonly note?: string | undefined;
  /** What could not be done and why; '' for nothing. */
  readonly problem?: string | undefined;
  /** What else belongs into the document's head. */
  readonly head?: ReactNode;
  readonly children: ReactNode;
}

type DeskSection = 'issues' | 'audience' | 'catalogue' | 'webhooks' | 'log' | 'keys' | 'account';

const SECTIONS: readonly (readonly [DeskSection, string, string])[] = [
  ['issues', '/desk/issues', 'Issues'],
  ['audience', '/desk/audience', 'Audience'],
  ['catalogue', '/desk/catalogue', 'Catalogue'],
  ['webhooks', '/desk/webhooks', 'Webhooks'],
  ['log', '/desk/log', 'Log'],
  ['keys', '/desk/keys', 'Keys'],
];

/** The sheet every page of the desk is printed on: the site's, wide, with the desk's own way around. */
export function DeskPage(props: DeskPageProps) {
  const { title, at, heading, note = '', problem = '', head, children } = props;
  return (
    <Page title={`${title} · Desk`} aside={<DeskNav at={at} />} wide head={head}>
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

function DeskNav({ at }: { at: DeskSection }) {
  const { editor } = useVisit();
  const links = SECTIONS.map(([section, href, words]) => ({ href, words, current: section === at }));
  const account = { href: '/desk/account', words: editor.email, current: at === 'account' };
  return <LinkList label="Desk" links={[...links, account]} />;
}
