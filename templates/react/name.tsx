import { isolate } from '../isolate.ts';
import { useStyle } from '../use-style.ts';

/** `dir` rather than `<bdi>`: Gmail, Outlook and Yahoo know the first and drop the second. */
export function Name({ of }: { readonly of: string }) {
  return <span dir="auto">{of}</span>;
}

/** A sentence with names and tallies in it: the former do not turn it round, the latter are not broken. */
export function Sentence({
  names,
  children,
}: {
  readonly names: readonly string[];
  readonly children: string;
}) {
  const { words } = useStyle();
  return isolate(children, names, words).map((segment, index) => {
    if (segment.kind === 'name') return <Name key={index} of={segment.text} />;
    if (segment.kind === 'words') return segment.text;
    return (
      <span key={index} className="nb">
        {segment.text}
      </span>
    );
  });
}
