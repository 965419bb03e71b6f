import { Said } from '../../../templates/said.tsx';
import type { VoteView } from '../../vote/vote-view.ts';
import { useWords } from '../../web/use-words.ts';

/** What to answer next in the same issue, for whoever has just answered; once all is answered, the way back to it. */
export function GoOn({ view: { others, issue } }: { readonly view: VoteView }) {
  const words = useWords();
  if (others.all < 2) return null;
  if (others.next === null) {
    return (
      <p className="go-on">
        <Said
          parts={words.parts('vote.next.none', {
            link: <a href={issue.url}>{words.say('vote.next.none.link')}</a>,
          })}
        />
      </p>
    );
  }
  const { path, a, b } = others.next;
  return (
    <p className="go-on">
      <a className="button" href={path}>
        <Said parts={words.parts('vote.next', { a: <bdi>{a}</bdi>, b: <bdi>{b}</bdi> })} />
      </a>{' '}
      <span className="soft">{words.say('vote.next.more', { open: others.open })}</span>
    </p>
  );
}
