interface InterestChoiceProps {
  readonly categories: readonly string[];
  readonly chosen: readonly string[];
  readonly problem: string | undefined;
}

/** The catalogue's categories, and whatever else the reader once named. */
export function InterestChoice({ categories, chosen, problem }: InterestChoiceProps) {
  const offered = [...new Set([...categories, ...chosen])];
  return (
    <fieldset
      className={problem === undefined ? 'field' : 'field wrong'}
      aria-describedby={problem === undefined ? 'interests-hint' : 'interests-hint interests-problem'}
    >
      <legend>Interests</legend>
      <p className="hint" id="interests-hint">
        Pairings of the kinds you choose come first in your mail. If you choose none, you get the editors’
        order.
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
