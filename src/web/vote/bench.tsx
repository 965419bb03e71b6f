/** Seats on a reader's bench: each stands for a twentieth of all readers. */
export const READER_SEATS = 20;

/** A bench without names: so many seats ship (filled), the rest do not (open, struck through). */
export function Bench({ filled, open, label }: { filled: number; open: number; label: string }) {
  const seats = filled + open;
  // Panels are small: their seats keep the size that a reader's bench of twenty would give them twice over.
  const columns = Math.max(seats, READER_SEATS / 2);
  return (
    <svg
      className="bench"
      viewBox={`-1 -1 ${columns * PITCH + 1} ${HEIGHT + 2}`}
      role="img"
      aria-label={label}
      preserveAspectRatio="xMinYMid meet"
    >
      {Array.from({ length: seats }, (_, index) => (
        <Seat key={index} x={index * PITCH} isFilled={index < filled} />
      ))}
    </svg>
  );
}

const WIDTH = 10;
const HEIGHT = 14;
const PITCH = WIDTH + 4;

function Seat({ x, isFilled }: { x: number; isFilled: boolean }) {
  return (
    <g className={isFilled ? 'ship' : 'skip'} transform={`translate(${x} 0)`}>
      <path d={`M0 ${HEIGHT}V4Q0 0 4 0H${WIDTH - 4}Q${WIDTH} 0 ${WIDTH} 4V${HEIGHT}Z`} />
      {isFilled ? null : <path d={`M0 ${HEIGHT}L${WIDTH} 3`} />}
    </g>
  );
}
