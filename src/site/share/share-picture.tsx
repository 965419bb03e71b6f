import type { ReactElement } from 'react';
import { benches } from '../../../templates/benches.ts';
import type { PairingContent, SeatContent } from '../../issue/content.ts';
import type { Palette } from '../../publication/look.ts';
import { drawable } from './draw-picture.ts';
import { type Publisher, SANS, Sheet, WIDTH } from './sheet.tsx';
import { LETTER, type SetText, shrunkToFit, sizeOfLines, sizeOfWords } from './text-size.ts';

/** How high title and verdict may be together above the seats, in pixels. */
const MOST_WORDS = 240;
/** More tables than this would leave no room for the words. */
const MOST_TABLES = 2;

/** One pairing as a picture: the names, the verdict, the panel as seats. Set for satori, which knows flex boxes only. */
export function comparisonPicture(publisher: Publisher, pairing: PairingContent): ReactElement {
  const { a, b, rows } = pairing;
  const [category, verdict] = [drawable(pairing.category), drawable(pairing.verdict)];
  const title = titleSet(publisher.titleOf(a.name, b.name));
  const below = { text: verdict, size: verdict.length > 110 ? 32 : 40, letter: LETTER.serif, line: 1.2 };
  const share = shrunkToFit([title, below], WIDTH, MOST_WORDS);
  return (
    <Sheet publisher={publisher} aside={category}>
      <div style={{ display: 'flex', flexDirection: 'column', flexGrow: 1, justifyContent: 'center' }}>
        <div style={{ ...BALANCED, fontSize: title.size * share, lineHeight: title.line, fontWeight: 700 }}>
          {title.text}
        </div>
        <div style={{ ...BALANCED, marginTop: 16, fontSize: below.size * share, lineHeight: below.line }}>
          {verdict}
        </div>
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
          <div key={line} style={{ fontSize: sizeOfLines(lines, LETTER.serif, WIDTH, 84), lineHeight: 1.1 }}>
            {line}
          </div>
        ))}
      </div>
      <Tables tables={[shownPanel(roles)]} publisher={publisher} />
    </Sheet>
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
          {seat === null ? null : <div>{drawable(seat.role)}</div>}
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
  const most = width < 120 ? 16 : 22;
  return sizeOfWords([...roles, verdicts.ship, verdicts.skip], LETTER.sans, width - 8, most);
}

/** On one line, and a title that would be small print there on two. */
function titleSet(text: string): SetText {
  const set = { text, letter: LETTER.boldSerif, line: 1.1 };
  const alone = sizeOfLines([text], set.letter, WIDTH, 76);
  return { ...set, size: alone >= LEAST_TITLE ? alone : sizeOfWords([text], set.letter, WIDTH, LEAST_TITLE) };
}

const LEAST_TITLE = 48;
/** No word is left alone on the last line. */
const BALANCED = { textWrap: 'balance' } as const;

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
