import { isolate } from '../isolate.ts';

/** A sentence with names and tallies in it: the former do not turn it round, the latter are not broken. */
export function Sentence({ of, names }: { of: string; names: readonly string[] }) {
  return isolate(of, names).map((segment, index) => {
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
