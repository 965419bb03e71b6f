/** `unknown` is a state of its own: what could not be looked at is neither well nor ill. */
export const FINDING_STATES = ['error', 'warning', 'unknown', 'ok'] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** What one check saw. */
export interface DoctorFinding {
  /** What was looked at: `database`, `dns spf` … */
  readonly check: string;
  readonly state: FindingState;
  readonly found: string;
  /** What to do about it, in words; '' when nothing needs to be done. */
  readonly fix: string;
}

export const ok = (check: string, found: string): DoctorFinding => ({ check, state: 'ok', found, fix: '' });
export const warning = (check: string, found: string, fix: string): DoctorFinding => ({
  check,
  state: 'warning',
  found,
  fix,
});
export const failed = (check: string, found: string, fix: string): DoctorFinding => ({
  check,
  state: 'error',
  found,
  fix,
});
export const unknown = (check: string, found: string, fix: string): DoctorFinding => ({
  check,
  state: 'unknown',
  found,
  fix,
});

/** Why something went wrong, in one line; undici keeps the true reason in `cause`. */
export function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return cause.message || String((cause as NodeJS.ErrnoException).code ?? error.message);
}
