import type { ToolContent } from '../../src/issue/content.ts';
import { ToolWords } from './tool-words.tsx';

/** One tool under its name. */
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
      <ToolWords tool={tool} />
    </section>
  );
}
