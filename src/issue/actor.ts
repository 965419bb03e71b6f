/** Before the name of a key: no editor's address begins so, for it has a space in it. */
const PROGRAM = 'key ';

/** A program as the log names it. @param name of its key */
export function programNamed(name: string): string {
  return `${PROGRAM}${name}`;
}

/** The name of the key behind a line of the log; null where a person, the command line or the schedule did it. */
export function keyNameIn(who: string): string | null {
  return who.startsWith(PROGRAM) ? who.slice(PROGRAM.length) : null;
}
