import type { ReactNode } from 'react';
import { markPaths } from '../../../templates/web/mark.tsx';
import type { Look, Palette } from '../../publication/look.ts';
import { type Mark as DrawnMark, painted } from '../../publication/mark.ts';
import { PICTURE } from './draw-picture.ts';
import { LETTER, sizeOfLines } from './text-size.ts';

export const SANS = 'arimo';
/** Between the margins. */
export const WIDTH = PICTURE.width - 128;
const ONE_LINE = { whiteSpace: 'nowrap' } as const;

/** Whose picture it is; whatever of its words our faces cannot draw is ''. */
export interface Publisher {
  readonly publication: string;
  readonly look: Look;
  /** As seats have them. */
  readonly verdicts: Readonly<Record<'ship' | 'skip', string>>;
  /** What the front page's picture says, largest. */
  readonly lines: readonly string[];
  /** That it comes once a week. */
  readonly weekly: string;
  /** What a comparison of two is called. */
  titleOf(a: string, b: string): string;
}

/** The paper of a picture, with whose it is and what it is about at its head. */
export function Sheet({
  publisher: { publication, look },
  aside,
  children,
}: {
  publisher: Publisher;
  aside: string;
  children: ReactNode;
}) {
  const { light } = look;
  const beside = sizeOfLines([aside], LETTER.sans, WIDTH / 2, 24);
  const rest = WIDTH - 96 - aside.length * LETTER.sans * beside;
  const name = sizeOfLines([publication], LETTER.boldSerif, rest, 34);
  return (
    <div
      style={{
        ...PICTURE,
        boxSizing: 'border-box',
        display: 'flex',
        flexDirection: 'column',
        padding: '40px 64px 48px',
        background: light.paper,
        color: light.ink,
        fontFamily: 'gelasio',
      }}
    >
      <div
        style={{
          display: 'flex',
          alignItems: 'center',
          borderTop: `6px solid ${light.ink}`,
          borderBottom: `2px solid ${light.rule}`,
          padding: '16px 0',
        }}
      >
        {look.mark === null ? <Mark light={light} /> : <OwnMark light={light} mark={look.mark} />}
        <div style={{ ...ONE_LINE, marginLeft: 16, fontSize: name, fontWeight: 700, flexGrow: 1 }}>
          {publication}
        </div>
        <div style={{ ...ONE_LINE, fontFamily: SANS, fontSize: beside, color: light.soft }}>{aside}</div>
      </div>
      {children}
    </div>
  );
}

/** As a picture within the picture, in the colours of the day. */
function OwnMark({ light, mark }: { light: Palette; mark: DrawnMark }) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48" viewBox="${mark.viewBox}">${painted(mark, light)}</svg>`;
  return (
    <img
      alt=""
      width={48}
      height={48}
      src={`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`}
    />
  );
}

function Mark({ light }: { light: Palette }) {
  const open = { fill: 'none', stroke: light.skip, strokeWidth: 2 };
  return (
    <svg width="48" height="48" viewBox="0 0 32 32" aria-hidden="true">
      <path d={markPaths.ship} fill={light.ship} />
      <path d={markPaths.skip} {...open} />
      <path d={markPaths.strike} {...open} />
    </svg>
  );
}
