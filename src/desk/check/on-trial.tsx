import { armOfVariant } from '../../issue/trial/trial-wish.ts';
import { countOf } from '../count.ts';
import type { CheckLook } from './check-look.ts';

/** Every subject that the approval is about, each with its own mail to look at. Nothing where there is one. */
export function OnTrial({ look: { issue, variants } }: { look: CheckLook }) {
  const { trial } = issue.edits;
  if (!trial) return null;
  const subjects = variants.filter(({ variant }) => variant === 1 || armOfVariant(variant) > 0);
  return (
    <>
      <h3>Subjects on trial</h3>
      <ol className="to-look-at">
        {subjects.map(({ variant, subject }) => (
          <li key={variant}>
            <a
              href={`/desk/issues/${issue.week}/preview${variant === 1 ? '' : `?lead=${variant}`}`}
              dir="auto"
            >
              {subject}
            </a>
            {variant === 1 ? <span className="soft"> the first choice</span> : null}
          </li>
        ))}
      </ol>
      <p>
        {`${trial.share}% of the readers get one of them at once. The others wait for a winner, ${countOf(trial.hours, 'hour')} at most, and then get the first choice. The approval is for every one of these mails.`}
      </p>
    </>
  );
}
