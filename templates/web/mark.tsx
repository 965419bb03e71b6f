import type { Mark as DrawnMark } from '../../src/publication/mark.ts';
import { useStyle } from '../use-style.ts';

/** The mark: one filled seat that ships facing one open seat, struck through, that skips. Drawn in a box of 32 by 32. */
export const markPaths = {
  ship: 'M5 12V8a5 5 0 0 1 5-5h12a5 5 0 0 1 5 5v4a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1z',
  skip: 'M6 18a1 1 0 0 1 1-1h18a1 1 0 0 1 1 1v6a4 4 0 0 1-4 4H10a4 4 0 0 1-4-4z',
  strike: 'M2 22.5h28',
} as const;

/** The mark beside the publication's name, which says what it stands for. */
export function Mark() {
  const { mark } = useStyle();
  if (mark !== null) return <OwnMark mark={mark} />;
  return (
    <svg className="mark-of-ours" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
      <path className="ship" d={markPaths.ship} />
      <path className="skip" d={markPaths.skip} />
      <path className="skip" d={markPaths.strike} />
    </svg>
  );
}

function OwnMark({ mark: { viewBox, inner } }: { mark: DrawnMark }) {
  return (
    <svg
      className="mark-of-ours"
      viewBox={viewBox}
      width="32"
      height="32"
      aria-hidden="true"
      // Printed anew from the shapes that were understood (src/publication/mark.ts).
      dangerouslySetInnerHTML={{ __html: inner }}
    />
  );
}

/** Its colours and place beside the name; needs the properties of paletteCss. */
export const markCss = [
  '.masthead .name a{display:flex;align-items:center;gap:12px}',
  '.mark-of-ours{flex:none}',
  '.mark-of-ours .ship{fill:var(--ship)}',
  '.mark-of-ours .skip{fill:none;stroke:var(--skip);stroke-width:2}',
].join('');
