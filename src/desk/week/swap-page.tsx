import { GlanceTable } from '../../../templates/web/glance-table.tsx';
import { Seats } from '../../../templates/web/seats.tsx';
import { Sentence } from '../../../templates/web/sentence.tsx';
import { type Pairing, pairKey } from '../../pairing/pairing.ts';
import type { WebDeps } from '../../web/web-deps.ts';
import { DeskPage } from '../desk-page.tsx';
import type { Editor } from '../door/session.ts';
import { IssueHead } from '../issue-head.tsx';
import { Scroll } from '../scroll.tsx';
import { ActForm } from './act-form.tsx';
import type { DeskWeek } from './read-week.ts';
import { points, signed, TermChanges } from './score-terms.tsx';
import type { WeighedSwap } from './swap-pairing.ts';
import { ToolChoice } from './tool-choice.tsx';

interface SwapPageProps {
  readonly deps: WebDeps;
  readonly editor: Editor;
  readonly week: DeskWeek;
  readonly out: Pairing;
  /** As asked for. */
  readonly a: string;
  readonly b: string;
  /** Null while no pair was named. */
  readonly weighed: WeighedSwap | null;
}

/** `GET …/swap`: what it costs to put another pair in a pairing's place, before it is done. */
export function SwapPage({ deps, editor, week, out, a, b, weighed }: SwapPageProps) {
  const { issue, names, editable } = week;
  const tools = (editable?.tools ?? []).filter(({ category }) => category === out.category);
  const named = (slug: string) => tools.find(tool => tool.slug === slug)?.name ?? names.get(slug) ?? slug;
  const title = `${named(out.a)} vs ${named(out.b)}`;
  return (
    <DeskPage
      deps={deps}
      editor={editor}
      title={`Swap in ${issue.week}`}
      at="issues"
      heading={<IssueHead deps={deps} issue={issue} at="issue" />}
      problem={weighed?.kind === 'refused' ? weighed.why : ''}
    >
      <h2>
        {'In place of '}
        <bdi>{title}</bdi>
      </h2>
      {weighed?.kind === 'weighed' ? (
        <Cost week={week} out={out} weighed={weighed} named={named} />
      ) : (
        <p>Name two tools of one category. Nothing changes before you have seen what it costs.</p>
      )}
      <h3>Weigh another pair</h3>
      <form method="get" action={`/desk/issues/${issue.week}/swap`} className="act-line">
        <input type="hidden" name="pair" value={pairKey(out.a, out.b)} />
        <ToolChoice id="swap-a" name="a" label="One tool" value={a === '' ? '' : named(a)} tools={tools} />
        <ToolChoice id="swap-b" name="b" label="The other" value={b === '' ? '' : named(b)} tools={tools} />
        <button type="submit" className="button quiet">
          Weigh it
        </button>
      </form>
      <p>
        <a href={`/desk/issues/${issue.week}`}>Back to the issue, without a swap</a>
      </p>
    </DeskPage>
  );
}

interface CostProps {
  readonly week: DeskWeek;
  readonly out: Pairing;
  readonly weighed: Extract<WeighedSwap, { kind: 'weighed' }>;
  readonly named: (slug: string) => string;
}

function Cost({ week: { issue }, out, weighed: { now, then, broken, shown }, named }: CostProps) {
  const pair = `${named(then.a)} vs ${named(then.b)}`;
  const share = now.score > 0 ? `, ${Math.round((then.score / now.score) * 100)}% of it` : '';
  const own = issue.edits.subject ?? issue.edits.preheader ?? issue.edits.intro;
  const pulls = [now.a, now.b, then.a, then.b].some(slug => issue.edits.pulls?.[slug] !== undefined);
  return (
    <>
      <p className="lead">
        <strong>
          <bdi>{pair}</bdi>
        </strong>
        {` scores ${points(then.score)} against ${points(now.score)}: ${signed(then.score - now.score)}${share}.`}
      </p>
      <div className="evidence">
        <div>
          <Seats pairing={shown} />
        </div>
        <GlanceTable pairing={shown} />
      </div>
      <p>
        <b>Why this pair</b> <Sentence of={then.why} names={[shown.a.name, shown.b.name]} />
      </p>
      {broken.length === 0 ? (
        <p>It keeps every rule.</p>
      ) : (
        <div className="broken">
          <p>
            <strong>It breaks rules. The pre-flight will not let the issue out with it:</strong>
          </p>
          <ul>
            {broken.map(rule => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
        </div>
      )}
      <Scroll label="What the swap changes">
        <TermChanges now={now} then={then} />
      </Scroll>
      {own === undefined ? null : (
        <p>The issue has words of your own. They stay as they are: read them again after the swap.</p>
      )}
      {pulls ? (
        <p>
          Your own pull quotes on these tools go: in another pair they could come out in another reviewer’s
          name.
        </p>
      ) : null}
      <ActForm
        week={issue.week}
        revision={issue.revision}
        act="swap"
        fields={{ pair: pairKey(out.a, out.b), a: then.a, b: then.b }}
        className="acts"
      >
        <button type="submit" className="button">
          Swap it in
        </button>
        {issue.approval === null ? null : <span>The approval is void then.</span>}
      </ActForm>
    </>
  );
}
