import { loadSettings } from '../../src/config.ts';
import { examine } from '../../src/doctor/examine.ts';
import type { DoctorFinding } from '../../src/doctor/finding.ts';
import type { MailParts } from '../../src/doctor/mail-check.ts';

/** Settings of a publication on the air. */
export const REAL = {
  MAIL_PROVIDER: 'resend',
  RESEND_API_KEY: 're_stand_in',
  RESEND_WEBHOOK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  MAIL_FROM: 'Verdicts <verdicts@weekly.example.net>',
  POSTAL_ADDRESS: 'Verdicts, 5 Real Street, Realtown',
  PUBLIC_URL: 'https://weekly.example.net',
  SECRET_KEYS: 'Zb3kQ9xW7vT1mN5cR8yL2pH6dF4gJ0sA,q8W2nB6vC4xZ0aS9dF7gH5jK3lP1oIuY7',
  EDITORS: 'editor@example.net',
};

/** What the doctor says of each check under these settings, by check. */
export async function examined(
  environment: Record<string, string>,
  deps: Partial<MailParts>,
): Promise<Record<string, DoctorFinding>> {
  const outcome = loadSettings({
    ENV_FILE: 'off',
    DATABASE_URL: 'file:/nowhere/verdicts.db',
    ...environment,
  });
  if (outcome.kind === 'bad') throw new Error(outcome.message);
  const findings = await examine({
    settings: outcome.settings,
    nameServer: { resolve: nobodyAnswers },
    fetch: () => Promise.resolve(Response.json({ status: 'ok' })),
    now: () => Date.now(),
    ...deps,
  });
  return Object.fromEntries(findings.map(finding => [finding.check, finding]));
}

/** Only the states, by check. */
export function states(found: Record<string, DoctorFinding>, ...checks: string[]): Record<string, string> {
  return Object.fromEntries(checks.map(check => [check, found[check]?.state ?? 'not there']));
}

function nobodyAnswers(): Promise<never> {
  return Promise.reject(Object.assign(new Error('nobody answers'), { code: 'ECONNREFUSED' }));
}
