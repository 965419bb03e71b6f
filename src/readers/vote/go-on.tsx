import type { VoteView } from '../../vote/vote-view.ts';

/** What to answer next in the same issue, for whoever has just answered; once all is answered, the way back to it. */
export function GoOn({ view: { others, issue } }: { readonly view: VoteView }) {
  if (others.all < 2) return null;
  if (others.next === null) {
    return (
      <p className="go-on">
        {'That was the last question in this issue. '}
        <a href={issue.url}>Read it again</a>
      </p>
    );
  }
  const { path, a, b } = others.next;
  return (
    <p className="go-on">
      <a className="button" href={path}>
        {'Next: '}
        <bdi>{a}</bdi>
        {' or '}
        <bdi>{b}</bdi>
        {'?'}
      </a>{' '}
      <span className="soft">{stillOpen(others.open)}</span>
    </p>
  );
}

const NUMBERS = ['', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];

function stillOpen(open: number): string {
  return `${NUMBERS[open] ?? open} more ${open === 1 ? 'question' : 'questions'} in this issue.`;
}
