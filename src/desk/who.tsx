import { keyNameIn } from '../issue/actor.ts';

/** Who did something, as the log names them: a program is told from a person at a glance, and by ear. */
export function Who({ who }: { who: string }) {
  const key = keyNameIn(who);
  if (key === null) return who;
  return (
    <>
      <span className="program">program</span>
      {` ${key}`}
    </>
  );
}
