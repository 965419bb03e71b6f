import type { ReactElement, ReactNode } from 'react';
import { benches } from '../../../templates/benches.ts';
import { markPaths } from '../../../templates/web/mark.tsx';
import type { PairingContent, SeatContent } from '../../issue/content.ts';
import type { Look, Palette } from '../../publication/look.ts';
import { type Mark as DrawnMark, painted } from '../../publication/mark.ts';
import { PICTURE } from './draw-picture.ts';
import { shrunkToFit, sizeOfLines, sizeOfWords } from './text-size.ts';

const SANS = 'arimo';
/** Between the margins. */
const WIDTH = PICTURE.width - 128;
/** How high title and verdict may be together above the seats, in pixels. */
const MOST_WORDS = 240;
/** More tables than this would leave no room for the words. */
const MOST_TABLES = 2;

/** One pairing as a picture: the names, the verdict, the panel as seats. Set for satori, which knows flex boxes only. */
export function comparisonPicture(publisher: Publisher, pairing: PairingContent): ReactElement {
  const { a, b, category, verdict, rows } = pairing;
  const title = { text: publisher.titleOf(a.name, b.name), line: 1.1 };
  const size = sizeOfWords([title.text], WIDTH, titleSize(title.text));
  const below = { text: verdict, size: verdict.length > 110 ? 32 : 40, line: 1.2 };
  const share = shrunkToFit([{ ...title, size }, below], WIDTH, MOST_WORDS);
  return (
    <Sheet publisher={publisher} aside={category}>
      <div style={{ display: 'flex', flexDirection: 'column', flexGrow: 1, justifyContent: 'center' }}>
        <div style={{ fontSize: size * share, lineHeight: title.line, fontWeight: 700 }}>{title.text}</div>
        <div style={{ marginTop: 16, fontSize: below.size * share, lineHeight: below.line }}>{verdict}</div>
      </div>
      <Tables tables={benches(rows, 8).slice(0, MOST_TABLES)} publisher={publisher} />
    </Sheet>
  );
}

/** The front page as a picture. @param roles of the panel, as printed */
export function frontPicture(publisher: Publisher, roles: readonly string[]): ReactElement {
  const { lines, weekly } = publisher;
  return (
    <Sheet publisher={publisher} aside={weekly}>
      <div style={{ display: 'flex', flexDirection: 'column', flexGrow: 1, justifyContent: 'center' }}>
        {lines.map(line => (
          <div key={line} style={{ fontSize: sizeOfLines(lines, WIDTH, 84), lineHeight: 1.1 }}>
            {line}
          </div>
        ))}
      </div>
      <Tables tables={[shownPanel(roles)]} publisher={publisher} />
    </Sheet>
  );
}

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

function Sheet({
  publisher: { publication, look },
  aside,
  children,
}: {
  publisher: Publisher;
  aside: string;
  children: ReactNode;
}) {
  const { light } = look;
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
        <div style={{ marginLeft: 16, fontSize: 34, fontWeight: 700, flexGrow: 1 }}>{publication}</div>
        <div style={{ fontFamily: SANS, fontSize: 24, color: light.soft }}>{aside}</div>
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

interface Row {
  readonly a: Pick<SeatContent, 'role' | 'verdict'> | null;
  readonly b: Pick<SeatContent, 'role' | 'verdict'> | null;
}

/** A's bench facing B's across the table, as on every page; several tables stand beside each other. */
function Tables({ tables, publisher }: { tables: readonly (readonly Row[])[]; publisher: Publisher }) {
  const { light } = publisher.look;
  const abreast = tables.reduce((sum, rows) => sum + rows.length, 0);
  const width = Math.min(200, Math.floor((WIDTH - 32 * (tables.length - 1)) / Math.max(1, abreast)) - 8);
  const size = seatSize(tables.flat(), width, publisher);
  return (
    <div style={{ display: 'flex' }}>
      {tables.map((rows, index) => (
        <div key={index} style={{ display: 'flex', flexDirection: 'column', marginRight: 32 }}>
          <Bench
            seats={rows.map(row => row.a)}
            back="above"
            width={width}
            size={size}
            publisher={publisher}
          />
          <div style={{ height: 2, background: light.ink, margin: '10px 0' }} />
          <Bench
            seats={rows.map(row => row.b)}
            back="below"
            width={width}
            size={size}
            publisher={publisher}
          />
        </div>
      ))}
    </div>
  );
}

interface BenchProps {
  readonly seats: readonly Row['a'][];
  readonly back: 'above' | 'below';
  readonly width: number;
  /** Of its words. */
  readonly size: number;
  readonly publisher: Publisher;
}

function Bench({ seats, back, width, size, publisher }: BenchProps) {
  const { look, verdicts } = publisher;
  const { light } = look;
  return (
    <div style={{ display: 'flex' }}>
      {seats.map((seat, index) => (
        <div
          key={index}
          style={{
            display: 'flex',
            flexDirection: 'column',
            alignItems: 'center',
            justifyContent: 'center',
            boxSizing: 'border-box',
            width,
            height: 80,
            marginRight: index === seats.length - 1 ? 0 : 8,
            borderRadius: back === 'above' ? '20px 20px 3px 3px' : '3px 3px 20px 20px',
            fontFamily: SANS,
            fontSize: size,
            lineHeight: 1.2,
            ...(seat === null ? {} : seatLook(seat.verdict, light)),
          }}
        >
          {seat === null ? null : <div>{seat.role}</div>}
          {seat === null ? null : (
            <div
              style={
                seat.verdict === 'ship'
                  ? { fontWeight: 700 }
                  : { textDecoration: `line-through ${light.skip}` }
              }
            >
              {verdicts[seat.verdict]}
            </div>
          )}
        </div>
      ))}
    </div>
  );
}

function seatLook(verdict: SeatContent['verdict'], light: Palette) {
  return verdict === 'ship'
    ? { background: light.ship, color: light.onFill, border: `2px solid ${light.ship}` }
    : { color: light.skip, border: `2px solid ${light.skip}` };
}

/** The same on every seat. */
function seatSize(rows: readonly Row[], width: number, { verdicts }: Publisher): number {
  const roles = rows.flatMap(({ a, b }) => [a?.role ?? '', b?.role ?? '']);
  return sizeOfWords([...roles, verdicts.ship, verdicts.skip], width - 8, width < 120 ? 16 : 22);
}

function titleSize(title: string): number {
  if (title.length <= 26) return 76;
  return title.length <= 52 ? 56 : 40;
}

/** Not anybody's verdict: how a sheet looks, with the roles of the publication's own panel. */
function shownPanel(roles: readonly string[]): Row[] {
  return SHOWN.slice(0, roles.length).map(([a, b], index) => {
    const role = roles[index] ?? '';
    return { a: { role, verdict: a }, b: { role, verdict: b } };
  });
}

const SHOWN = [
  ['ship', 'ship'],
  ['skip', 'ship'],
  ['ship', 'skip'],
  ['ship', 'skip'],
] as const;
