import type { ToolContent } from '../../src/issue/content.ts';

/** What one tool is, in the catalogue's neutral words. */
export function ToolProfile({ tool, heading }: { tool: ToolContent; heading: 2 | 3 }) {
  const Heading = heading === 2 ? 'h2' : 'h3';
  return (
    <section className="profile">
      <Heading dir="auto">{tool.name}</Heading>
      {tool.note === '' ? null : (
        <p className="note" dir="auto">
          {tool.note}
        </p>
      )}
      <p className="tagline" dir="auto">
        {tool.maker === '' ? tool.tagline : `${tool.tagline.replace(/\.$/, '')}. By ${tool.maker}.`}
      </p>
      <p dir="auto">{tool.description}</p>
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
