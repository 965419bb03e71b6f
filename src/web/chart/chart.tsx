import type { ReactNode } from 'react';
import { useWords } from '../use-words.ts';
import { WIDTHS } from './panel.ts';

interface ChartProps {
  /** Of this chart alone on its page. */
  readonly id: string;
  /** What is drawn. */
  readonly title: string;
  /** What it shows, in words that are true of the data: its headline, and what is heard in place of it. */
  readonly gist: string;
  readonly height: number;
  /** How to read it, where that is not plain. */
  readonly note?: ReactNode;
  /** The same as a table, one press away. */
  readonly table: ReactNode;
  /** What is drawn in so many units across. */
  draw(width: number): ReactNode;
}

/** A drawing with its gist above, and the numbers one press away. */
export function Chart(props: ChartProps) {
  const { id, title, gist, height, note, table, draw } = props;
  const words = useWords();
  return (
    <figure className="chart">
      <figcaption>{gist}</figcaption>
      {(['wide', 'narrow'] as const).map(size => (
        <svg
          key={size}
          className={size}
          viewBox={`0 0 ${WIDTHS[size]} ${height}`}
          role="img"
          aria-labelledby={`${id}-${size}-title ${id}-${size}-gist`}
        >
          <title id={`${id}-${size}-title`}>{title}</title>
          <desc id={`${id}-${size}-gist`}>{gist}</desc>
          {draw(WIDTHS[size])}
        </svg>
      ))}
      {note === undefined ? null : <p className="soft">{note}</p>}
      <details>
        <summary>{words.say('web.chart.numbers')}</summary>
        {table}
      </details>
    </figure>
  );
}
