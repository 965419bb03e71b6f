import { NAMES_LIMIT } from '../../issue/short-names.ts';
import { Button } from '../../web/button.tsx';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The generated subjects, each as a phone cuts it. Taking one saves everything else in the form as well. */
export function SubjectLines({ lines, used }: { lines: readonly string[]; used: string }) {
  return (
    <fieldset className="subjects">
      <legend>{`Or one of these, shown as phones cut them at about ${NAMES_LIMIT} characters`}</legend>
      <ul>
        {lines.map((line, index) => (
          <li key={line}>
            <span className="subject-line" dir="auto">
              {onPhone(line)}
            </span>
            {onPhone(line) === line ? null : (
              <span className="soft" dir="auto">
                {line}
              </span>
            )}
            {line === used ? (
              <span className="soft">in use</span>
            ) : (
              // The first is the generated one: taken, it follows the pairings when they change.
              <Button
                look="quiet small"
                name="use"
                value={index === 0 ? '' : line}
                label={`Use and save: ${line}`}
              >
                Use and save
              </Button>
            )}
          </li>
        ))}
        {lines.includes(used) ? null : (
          <li>
            <span className="subject-line" dir="auto">
              {onPhone(used)}
            </span>
            <span className="soft">edited, in use</span>
          </li>
        )}
      </ul>
    </fieldset>
  );
}

/** A subject in the list of a phone. */
function onPhone(subject: string): string {
  const seen = Array.from(graphemes.segment(subject), ({ segment }) => segment);
  return seen.length <= NAMES_LIMIT ? subject : `${seen.slice(0, NAMES_LIMIT).join('').trimEnd()}…`;
}
