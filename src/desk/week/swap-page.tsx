import type { AsideWord } from '../../issue/issue.ts';
import { kindOf } from '../../newsroom/editing/own-words.ts';
import { points, signed } from '../../newsroom/editing/points.ts';
import type { DeskWeek } from '../../newsroom/editing/read-week.ts';
import type { WeighedSwap } from '../../newsroom/editing/swap-pairing.ts';
import { type Pairing, pairKey } from '../../pairing/pairing.ts';
import { Button } from '../../web/button.tsx';
import { IssueForm } from '../issue-form.tsx';
import { IssuePage } from '../issue-page.tsx';
import { Evidence } from './evidence.tsx';
import { TermChanges } from './score-terms.tsx';
import { ToolChoice } from './tool-choice.tsx';

interface SwapPageProps {
  readonly week: DeskWeek;
  readonly out: Pairing;
  /** As asked for. */
  readonly a: string;
  readonly b: string;
  /** Null while no pair was named. */
  readonly weighed: WeighedSwap | null;
}

/** `GET …/swap`: what it costs to put another pair in a pairing's place, before it is done. */
export function SwapPage({ week, out, a, b, weighed }: SwapPageProps) {
  const { issue, names, editable } = week;
  const tools = (editable?.tools ?? []).filter(({ category }) => category === out.category);
  const named = (slug: string) => tools.find(tool => tool.slug === slug)?.name ?? names.get(slug) ?? slug;
  const problem = weighed?.kind === 'refused' ? weighed.why : '';
  return (
    <IssuePage issue={issue} tab="issue" title={`Swap in ${issue.week}`} problem={problem}>
      <h2>
        {'In place of '}
        <bdi>{`${named(out.a)} vs ${named(out.b)}`}</bdi>
      </h2>
      {weighed?.kind === 'weighed' ? (
        <Cost week={week} out={out} weighed={weighed} named={named} />
      ) : (
        <p>Name two tools in one category. Nothing changes until you have seen what it costs.</p>
      )}
      <h3>Weigh another pair</h3>
      <form method="get" action={`/desk/issues/${issue.week}/swap`} className="act-line">
        <input type="hidden" name="pair" value={pairKey(out.a, out.b)} />
        <ToolChoice id="swap-a" name="a" label="One tool" value={a === '' ? '' : named(a)} tools={tools} />
        <ToolChoice id="swap-b" name="b" label="The other" value={b === '' ? '' : named(b)} tools={tools} />
        <Button look="quiet">Weigh it</Button>
      </form>
      <p>
        <a href={`/desk/issues/${issue.week}`}>Back to the issue, without a swap</a>
      </p>
    </IssuePage>
  );
}

interface CostProps {
  readonly week: DeskWeek;
  readonly out: Pairing;
  readonly weighed: Extract<WeighedSwap, { kind: 'weighed' }>;
  readonly named: (slug: string) => string;
}

function Cost({ week: { issue }, out, weighed: { now, then, broken, shown, words }, named }: CostProps) {
  const share = now.score > 0 ? `, ${Math.round((then.score / now.score) * 100)}% of it` : '';
  return (
    <>
      <p className="lead">
        <strong>
          <bdi>{`${named(then.a)} vs ${named(then.b)}`}</bdi>
        </strong>
        {` scores ${points(then.score)} against ${points(now.score)}: ${signed(then.score - now.score)}${share}.`}
      </p>
      <Evidence of={shown} />
      <Rules broken={broken} />
      <TermChanges now={now} then={then} />
      <PutAside aside={words.aside} />
      <IssueForm
        issue={issue}
        act="swap"
        fields={{ pair: pairKey(out.a, out.b), a: then.a, b: then.b }}
        className="acts"
      >
        <Button>Swap it in</Button>
        {issue.approval === null ? null : <span>This voids the approval.</span>}
      </IssueForm>
    </>
  );
}

/** Words of the editors that would not be true any more. */
function PutAside({ aside }: { aside: readonly AsideWord[] }) {
  if (aside.length === 0) return null;
  return (
    <div className="thin">
      <p>
        Some of your words name a tool that leaves, or quote a reviewer who may not be quoted any more. They
        are put aside, and offered again when the pairing is back:
      </p>
      <ul>
        {aside.map(({ field, text }) => (
          <li key={field}>
            {`${kindOf(field)}: `}
            <q dir="auto">{text}</q>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Rules({ broken }: { broken: readonly string[] }) {
  if (broken.length === 0) return <p>It keeps every rule.</p>;
  return (
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
  );
}
