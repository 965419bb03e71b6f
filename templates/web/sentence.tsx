import { isolate } from '../isolate.ts';
import { useStyle } from '../use-style.ts';

/** A sentence with names and tallies in it: the former do not turn it round, the latter are not broken. */
export function Sentence({ of, names }: { of: string; names: readonly string[] }) {
  const { words } = useStyle();
  return isolate(of, names, words).map((segment, index) => {
    if (segment.kind === 'words') return segment.text;
    return segment.kind === 'name' ? (
      <span key={index} dir="auto">
        {segment.text}
      </span>
    ) : (
      <span key={index} className="nb">
        {segment.text}
      </span>
    );
  });
}
