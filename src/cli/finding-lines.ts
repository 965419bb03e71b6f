import type { Finding } from '../issue/preflight.ts';

/** Findings for a terminal, errors first: what, where, and what to do. */
export function findingLines(findings: readonly Finding[]): string[] {
  const order = { error: 0, warning: 1 };
  return [...findings]
    .sort((one, other) => order[one.severity] - order[other.severity])
    .map(
      ({ severity, code, place, message, fix }) =>
        `  ${severity === 'error' ? '✗' : '!'} ${code} (${place}): ${message} ${fix}`,
    );
}
