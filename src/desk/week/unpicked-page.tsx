import type { WebDeps } from '../../web/web-deps.ts';
import { DeskPage } from '../desk-page.tsx';
import type { Editor } from '../door/session.ts';

interface UnpickedPageProps {
  readonly deps: WebDeps;
  readonly editor: Editor;
  readonly week: string;
  readonly problem?: string;
}

/** A week that nobody picked yet. */
export function UnpickedPage({ deps, editor, week, problem = '' }: UnpickedPageProps) {
  return (
    <DeskPage
      deps={deps}
      editor={editor}
      title={week}
      at="issues"
      problem={problem === '' ? '' : 'The catalogue has errors; nothing was picked.'}
    >
      {problem === '' ? null : <pre className="problems">{problem}</pre>}
      <p className="lead">
        This week is not picked yet. The schedule picks the current week by itself; any other is picked here.
      </p>
      <form method="post" action={`/desk/issues/${week}/pick`} className="acts">
        <button type="submit" className="button">
          Pick now
        </button>
        <a href="/desk/issues">All issues</a>
      </form>
    </DeskPage>
  );
}
