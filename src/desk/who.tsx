import { programIn } from '../issue/actor.ts';

/** Who did something, as the log names them: a program is told from a person at a glance, and by ear. */
export function Who({ who }: { who: string }) {
  const program = programIn(who);
  if (program === null) return who;
  return (
    <>
      <span className="program">{program.kind}</span>
      {` ${program.name}`}
    </>
  );
}
