import type { AsideWord } from '../../issue/issue.ts';
import { kindOf } from '../../newsroom/editing/own-words.ts';
import { fitsAgain } from '../../newsroom/editing/put-aside.ts';
import type { DeskWeek } from '../../newsroom/editing/read-week.ts';
import { slugsOf } from '../../pairing/wishes.ts';
import { Button } from '../../web/button.tsx';

/**
 * Own words that left with their pairing, and the way back for those whose pairing has returned. Stands in the words'
 * form.
 */
export function AsideSection({ week }: { week: DeskWeek }) {
  const { issue } = week;
  const aside = issue.edits.aside ?? [];
  if (aside.length === 0) return null;
  return (
    <section className="aside-words" aria-labelledby="aside">
      <h2 id="aside">Put aside</h2>
      <p>
        Edited words about pairings that left the issue. They are printed nowhere, and can be used again once
        their pairing is back.
      </p>
      <ul>
        {aside.map((word, place) => (
          <li key={`${place} ${word.field}`}>
            <p className="hint">{aboutOf(word, week)}</p>
            <p className="quoted" dir="auto">
              {word.text}
            </p>
            {fitsAgain(word, issue.pick.pairings) ? (
              <Button
                look="quiet small"
                name="again"
                value={String(place)}
                label={`Use it again: ${word.text}`}
              >
                Use it again
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `Subject, about Suno vs Udio` */
function aboutOf({ field, pairs }: AsideWord, { names }: DeskWeek): string {
  const named = (slug: string) => names.get(slug) ?? slug;
  const kind = kindOf(field);
  const about = pairs.map(key => slugsOf(key).map(named).join(' vs ')).join(' and ');
  return about === '' ? kind : `${kind}, about ${about}`;
}
