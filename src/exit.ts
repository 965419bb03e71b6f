/** Exit codes of every command. */
export const EXIT = { done: 0, no: 1, usage: 2, broken: 3 } as const;

/** A reason to end a command that its own code foresaw: shown as it is, without a stack. */
export class ForeseenEnd extends Error {
  readonly exitCode: number;

  constructor(exitCode: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ForeseenEnd';
    this.exitCode = exitCode;
  }
}

/** Tells what ended a command, on stderr. @returns the exit code */
export function fail(error: unknown): number {
  if (error instanceof ForeseenEnd) {
    console.error(forTerminal(error.message));
    return error.exitCode;
  }
  console.error(
    'Something went wrong. What has been done so far is kept, and you can safely run the same command again.',
  );
  console.error(error);
  return EXIT.broken;
}

/** What somebody typed must not move the cursor, colour the screen or ring. */
export function forTerminal(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, sign => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);
}
