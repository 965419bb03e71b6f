import { type Pairing, pairKey } from '../../pairing/pairing.ts';
import { Scroll } from '../scroll.tsx';
import { ActForm, QuietButton } from './act-form.tsx';
import type { DeskWeek } from './read-week.ts';
import { points, signed } from './score-terms.tsx';

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
  const form = { week: issue.week, revision: issue.revision };
  return (
    <>
      <NextBest week={week} pairing={pairing} title={title} />
      <div className="acts">
        <a href={`/desk/issues/${issue.week}/swap?${new URLSearchParams({ pair })}`}>Weigh any other pair</a>
        {place > 0 ? (
          <ActForm {...form} act="move" fields={{ pair, by: 'up' }}>
            <QuietButton words="Move up" label={title} />
          </ActForm>
        ) : null}
        {place < issue.pick.pairings.length - 1 ? (
          <ActForm {...form} act="move" fields={{ pair, by: 'down' }}>
            <QuietButton words="Move down" label={title} />
          </ActForm>
        ) : null}
        <ActForm {...form} act="pin" fields={{ pair, pinned: pinned ? 'no' : 'yes' }}>
          <QuietButton words={pinned ? 'Unpin' : 'Pin'} label={title} />
        </ActForm>
        {pinned || issue.wishes.bannedPairs.includes(pair) ? null : (
          <ActForm {...form} act="ban" fields={{ pair }}>
            <QuietButton words="Ban the pair" label={title} />
          </ActForm>
        )}
      </div>
    </>
  );
}

/** The picker's next best, with what each costs; those whose tools are in the issue by now are left out. */
function NextBest({ week: { issue, names }, pairing, title }: Omit<PairingActsProps, 'place'>) {
  const pair = pairKey(pairing.a, pairing.b);
  const taken = issue.pick.pairings.filter(other => other !== pairing).flatMap(({ a, b }) => [a, b]);
  const next = pairing.runnersUp.filter(({ a, b }) => !taken.includes(a) && !taken.includes(b));
  if (next.length === 0) return <p className="soft">Nothing else of this category could take its place.</p>;
  return (
    <Scroll label={`Next best after ${title}`}>
      <table className="rows next">
        <caption>Next best</caption>
        <thead>
          <tr>
            <th scope="col">Pair</th>
            <th scope="col" className="number">
              Score
            </th>
            <th scope="col" className="number">
              Difference
            </th>
            <th scope="col">Instead</th>
          </tr>
        </thead>
        <tbody>
          {next.map(({ a, b, score }) => {
            const other = `${names.get(a) ?? a} vs ${names.get(b) ?? b}`;
            const query = new URLSearchParams({ pair, a, b });
            return (
              <tr key={pairKey(a, b)}>
                <th scope="row">
                  <bdi>{other}</bdi>
                </th>
                <td className="number">{points(score)}</td>
                <td className="number">{signed(score - pairing.score)}</td>
                <td>
                  <a
                    href={`/desk/issues/${issue.week}/swap?${query}`}
                    aria-label={`Weigh the swap for ${other}`}
                  >
                    Weigh the swap
                  </a>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}
