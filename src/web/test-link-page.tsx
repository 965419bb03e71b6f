import { Notice } from './notice.tsx';
import { useWords } from './use-words.ts';

interface TestLinkPageProps {
  /** What the link would do in a reader's mail. */
  readonly does: 'unsubscribe' | 'preferences';
}

/** Behind a link of a test send or a preview: what it would be, and that it is nobody's. */
export function TestLinkPage({ does }: TestLinkPageProps) {
  const words = useWords();
  return (
    <Notice status={words.say('web.test-link.status')} title={words.say('web.test-link.title')}>
      {words.say(`web.test-link.${does}`)}
    </Notice>
  );
}
