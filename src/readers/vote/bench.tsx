/** Seats on a readers' bench: each stands for a twentieth of them. */
export const READER_SEATS = 20;
const PER_ROW = 10;

/** A bench without names: so many seats ship (filled), the rest do not (open, struck through). */
export function Bench({ filled, open, label }: { filled: number; open: number; label: string }) {
  const seats = filled + open;
  const rows = Math.max(1, Math.ceil(seats / PER_ROW));
  return (
    <svg
      className="bench"
      viewBox={`-1 -1 ${PER_ROW * PITCH - GAP + 2} ${rows * (HEIGHT + GAP) - GAP + 2}`}
      role="img"
      aria-label={label}
    >
      {Array.from({ length: seats }, (_, index) => (
        <Seat
          key={index}
          x={(index % PER_ROW) * PITCH}
          y={Math.floor(index / PER_ROW) * (HEIGHT + GAP)}
          isFilled={index < filled}
        />
      ))}
    </svg>
  );
}

const WIDTH = 10;
const HEIGHT = 14;
const GAP = 3;
const PITCH = WIDTH + GAP;

function Seat({ x, y, isFilled }: { x: number; y: number; isFilled: boolean }) {
  return (
    <g className={isFilled ? 'ship' : 'skip'} transform={`translate(${x} ${y})`}>
      <path d={`M0 ${HEIGHT}V4Q0 0 4 0H${WIDTH - 4}Q${WIDTH} 0 ${WIDTH} 4V${HEIGHT}Z`} />
      {isFilled ? null : <path d={`M0 ${HEIGHT}L${WIDTH} 3`} />}
    </g>
  );
}
