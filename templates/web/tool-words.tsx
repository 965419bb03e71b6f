import type { ToolContent } from '../../src/issue/content.ts';
import { paragraphs } from '../paragraphs.ts';
import { Said } from '../said.tsx';
import { useStyle } from '../use-style.ts';
import { Sentence } from './sentence.tsx';

/** What one tool is, in the catalogue's neutral words, and what has changed since it was last compared. */
export function ToolWords({ tool }: { tool: ToolContent }) {
  const { words } = useStyle();
  const { name, maker, tagline, description, since = '', url } = tool;
  return (
    <>
      <p className="tagline" dir="auto">
        {tagline}
      </p>
      {paragraphs(description).map((said, index) => (
        <p key={index} dir="auto">
          {said}
        </p>
      ))}
      {since === '' ? null : (
        <p className="source">
          <Sentence of={since} names={[]} />
        </p>
      )}
      <p className="source">
        {maker === '' || maker === name ? null : (
          <>
            <Said parts={words.parts('mail.web.by', { maker: <span dir="auto">{maker}</span> })} />{' '}
          </>
        )}
        {isWebAddress(url) ? (
          <a href={url}>
            <Said parts={words.parts('mail.web.visit', { tool: <span dir="auto">{name}</span> })} />
          </a>
        ) : null}
      </p>
    </>
  );
}

function isWebAddress(url: string): boolean {
  return /^https?:\/\//.test(url);
}
