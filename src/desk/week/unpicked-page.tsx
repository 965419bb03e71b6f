import { ActForm } from '../../web/act-form.tsx';
import { Button } from '../../web/button.tsx';
import { DeskPage } from '../desk-page.tsx';

interface UnpickedPageProps {
  readonly week: string;
  readonly problem?: string;
}

/** A week that nobody picked yet. */
export function UnpickedPage({ week, problem = '' }: UnpickedPageProps) {
  return (
    <DeskPage
      title={week}
      at="issues"
      problem={problem === '' ? '' : 'The catalogue has errors; nothing was picked.'}
    >
      {problem === '' ? null : <pre className="problems">{problem}</pre>}
      <p className="lead">
        This week is not picked yet. The schedule picks the current week by itself; any other is picked here.
      </p>
      <p>
        A vote that is still open stays open until the time its readers were told. This issue tells of votes
        that have closed when it is picked.
      </p>
      <ActForm action={`/desk/issues/${week}/pick`} className="acts">
        <Button>Pick now</Button>
        <a href="/desk/issues">All issues</a>
      </ActForm>
    </DeskPage>
  );
}
