import { useWords } from '../../web/use-words.ts';

interface InterestChoiceProps {
  readonly categories: readonly string[];
  readonly chosen: readonly string[];
  readonly problem: string | undefined;
}

/** The catalogue's categories, and whatever else the reader once named. */
export function InterestChoice({ categories, chosen, problem }: InterestChoiceProps) {
  const words = useWords();
  const offered = [...new Set([...categories, ...chosen])];
  return (
    <fieldset
      className={problem === undefined ? 'field' : 'field wrong'}
      aria-describedby={problem === undefined ? 'interests-hint' : 'interests-hint interests-problem'}
    >
      <legend>{words.say('readers.preferences.interests')}</legend>
      <p className="hint" id="interests-hint">
        {words.say('readers.preferences.interests.hint')}
      </p>
      {problem === undefined ? null : (
        <p className="problem" id="interests-problem">
          {problem}
        </p>
      )}
      {/* Sent also when no box is ticked, so that the last one can be taken away. */}
      <input type="hidden" name="interests" value="" />
      <div className="choices">
        {offered.map(interest => (
          <label key={interest}>
            <input
              type="checkbox"
              name="interests"
              value={interest}
              defaultChecked={chosen.includes(interest)}
            />
            <span dir="auto">{interest}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
