import { points, signed } from '../../newsroom/editing/points.ts';
import type { DeskWeek } from '../../newsroom/editing/read-week.ts';
import { type Pairing, pairKey } from '../../pairing/pairing.ts';
import { Table } from '../../web/table.tsx';
import { QuietAct } from './quiet-act.tsx';

interface PairingActsProps {
  readonly week: DeskWeek;
  readonly pairing: Pairing;
  readonly title: string;
  readonly place: number;
}

/** What an editor can do about one pairing: take one of the next best instead, move, pin or ban it. */
export function PairingActs({ week, pairing, title, place }: PairingActsProps) {
  const { issue } = week;
  const pair = pairKey(pairing.a, pairing.b);
  const pinned = issue.wishes.pins.includes(pair);
  const on = { issue, to: title };
  return (
    <>
      <NextBest week={week} pairing={pairing} title={title} />
      <div className="acts">
        <a href={`/desk/issues/${issue.week}/swap?${new URLSearchParams({ pair })}`}>Weigh any other pair</a>
        {place > 0 ? <QuietAct {...on} act="move" fields={{ pair, by: 'up' }} words="Move up" /> : null}
        {place < issue.pick.pairings.length - 1 ? (
          <QuietAct {...on} act="move" fields={{ pair, by: 'down' }} words="Move down" />
        ) : null}
        <QuietAct
          {...on}
          act="pin"
          fields={{ pair, pinned: pinned ? 'no' : 'yes' }}
          words={pinned ? 'Unpin' : 'Pin'}
        />
        {pinned || issue.wishes.bannedPairs.includes(pair) ? null : (
          <QuietAct {...on} act="ban" fields={{ pair }} words="Ban the pair" />
        )}
      </div>
    </>
  );
}

/** The picker's next best, with what each costs; those whose tools are in the issue by now are left out. */
function NextBest({ week: { issue, names }, pairing, title }: Omit<PairingActsProps, 'place'>) {
  const pair = pairKey(pairing.a, pairing.b);
  const taken = issue.pick.pairings.filter(other => other !== pairing).flatMap(({ a, b }) => [a, b]);
  const next = pairing.runnersUp
    .filter(({ a, b }) => !taken.includes(a) && !taken.includes(b))
    .map(other => ({
      ...other,
      named: `${names.get(other.a) ?? other.a} vs ${names.get(other.b) ?? other.b}`,
    }));
  if (next.length === 0) return <p className="soft">Nothing else in this category could take its place.</p>;
  const number = { headClass: 'number', className: 'number' };
  return (
    <Table
      label={`Next best after ${title}`}
      caption="Next best"
      className="rows next"
      columns={[
        { head: 'Pair', names: true, cell: ({ named }) => <bdi>{named}</bdi> },
        { head: 'Score', ...number, cell: ({ score }) => points(score) },
        { head: 'Difference', ...number, cell: ({ score }) => signed(score - pairing.score) },
        {
          head: 'Instead',
          cell: ({ a, b, named }) => (
            <a
              href={`/desk/issues/${issue.week}/swap?${new URLSearchParams({ pair, a, b })}`}
              aria-label={`Weigh the swap for ${named}`}
            >
              Weigh the swap
            </a>
          ),
        },
      ]}
      lines={next}
      keyOf={({ a, b }) => pairKey(a, b)}
    />
  );
}
