import { type DoctorFinding, unknown } from '../finding.ts';

/** Nobody answered about a name: neither well nor ill. */
export function offline(check: string, name: string | undefined, why: string): DoctorFinding {
  return unknown(
    check,
    `could not be checked offline: no answer about ${name} (${why})`,
    'Run doctor again where DNS works.',
  );
}
