import type { LastWeekContent } from '../../src/issue/content.ts';
import { lastWeekWords } from '../sides.ts';
import { space } from '../tokens.ts';
import { useStyle } from '../use-style.ts';
import { InkLink, reach } from './link.tsx';
import { Name, Sentence } from './name.tsx';
import { SectionHead } from './section-head.tsx';

/** How the readers decided a week ago. */
export function LastWeek({ lastWeek }: { lastWeek: LastWeekContent }) {
  const { words, serif } = useStyle();
  return (
    <>
      <SectionHead>{words.say('mail.last-week')}</SectionHead>
      <p style={serif('body', { marginTop: space.one })}>
        <Sentence names={[]}>{lastWeekWords(lastWeek)}</Sentence>{' '}
        <InkLink href={lastWeek.url} style={reach}>
          <Name of={lastWeek.title} />
        </InkLink>
      </p>
    </>
  );
}
