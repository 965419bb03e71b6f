import { Instant } from '../web/instant.tsx';
import type { WebDeps } from '../web/web-deps.ts';
import { DeskPage } from './desk-page.tsx';
import type { Editor } from './door/session.ts';
import type { Activity } from './log.ts';
import { Scroll } from './scroll.tsx';

interface LogPageProps {
  readonly deps: WebDeps;
  readonly editor: Editor;
  /** Newest first. */
  readonly lines: readonly (Activity & { readonly id: number })[];
}

/** Who did what to which issue, and to which bytes. Nothing is ever taken out of it. */
export function LogPage({ deps, editor, lines }: LogPageProps) {
  const oldest = lines.at(-1);
  return (
    <DeskPage deps={deps} editor={editor} title="Log" at="log">
      <Scroll label="Log">
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Who</th>
              <th scope="col">What</th>
              <th scope="col">Issue</th>
              <th scope="col">Content</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(line => (
              <tr key={line.id}>
                <td>
                  <Instant at={line.at} zone={deps.publication.timezone} />
                </td>
                <td className="who">{line.who}</td>
                <td className="many-words">
                  {line.action}
                  {line.detail === '' ? null : <span className="soft">{`: ${line.detail}`}</span>}
                </td>
                <td className="whole">
                  {line.week === '' ? '—' : <a href={`/desk/issues/${line.week}`}>{line.week}</a>}
                </td>
                <td>
                  {line.contentHash === '' ? (
                    '—'
                  ) : (
                    <code title={line.contentHash}>{line.contentHash.slice(0, 12)}</code>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {oldest === undefined || oldest.id === 1 ? null : (
        <p>
          <a href={`/desk/log?before=${oldest.id}`}>Older</a>
        </p>
      )}
    </DeskPage>
  );
}
