/** Before the name of a key: no editor's address begins so, for it has a space in it. */
const PROGRAM = 'key ';
/** The same where a model decided what to do with it. */
const AGENT = 'agent ';
/** After the name of an agent without a key. No key's name has a parenthesis. */
const ON_SERVER = ' (command line)';

/** A program as the log names it. @param name of its key */
export function programNamed(name: string): string {
  return `${PROGRAM}${name}`;
}

/** An agent as the log names it. @param name of its key */
export function agentNamed(name: string): string {
  return `${AGENT}${name}`;
}

/** An agent that somebody on the server let in without a key. @param name as they call it */
export function agentOnServer(name: string): string {
  return `${AGENT}${name}${ON_SERVER}`;
}

/** Who in the log is no person. */
export interface Program {
  readonly kind: 'program' | 'agent';
  /** As it is shown. */
  readonly name: string;
  /** Of its key; null for an agent that has none. */
  readonly key: string | null;
}

/** The program behind a line of the log; null where a person, the command line or the schedule did it. */
export function programIn(who: string): Program | null {
  if (who.startsWith(PROGRAM)) return withKey('program', who.slice(PROGRAM.length));
  if (!who.startsWith(AGENT)) return null;
  const name = who.slice(AGENT.length);
  return name.endsWith(ON_SERVER) ? { kind: 'agent', name, key: null } : withKey('agent', name);
}

function withKey(kind: Program['kind'], name: string): Program {
  return { kind, name, key: name };
}
