import type { ToolContent } from '../../src/issue/content.ts';
import { paragraphs } from '../paragraphs.ts';

/** What one tool is, in the catalogue's neutral words. */
export function ToolProfile({ tool, heading }: { tool: ToolContent; heading: 2 | 3 }) {
  const Heading = heading === 2 ? 'h2' : 'h3';
  return (
    <section className="profile">
      <Heading dir="auto">
        {tool.name}
        {tool.maker === '' || tool.maker === tool.name ? null : (
          <small dir="auto">{` by ${tool.maker}`}</small>
        )}
      </Heading>
      {tool.note === '' ? null : (
        <p className="note" dir="auto">
          {tool.note}
        </p>
      )}
      <p className="tagline" dir="auto">
        {tool.tagline}
      </p>
      {paragraphs(tool.description).map((words, index) => (
        <p key={index} dir="auto">
          {words}
        </p>
      ))}
      {isWebAddress(tool.url) ? (
        <p>
          <a href={tool.url}>
            {'Visit '}
            <span dir="auto">{tool.name}</span>
          </a>
        </p>
      ) : null}
    </section>
  );
}

function isWebAddress(url: string): boolean {
  return /^https?:\/\//.test(url);
}
