/**
 * What a test does when the machine lacks a part (a Postgres server, a browser): on a developer's machine it is
 * skipped with one printed reason; where CI is set a silent skip would pass for a green run, so it fails.
 * @param ci the value of the environment variable CI
 * @throws where CI is set
 */
export function allowToSkip(part: string, reason: string, ci: string | undefined): void {
  if (isSet(ci))
    throw new Error(`${part} is missing and CI is set, so its tests must not be skipped: ${reason}`);
  console.warn(`Skipping the tests that need ${part}: ${reason}`);
}

function isSet(ci: string | undefined): boolean {
  return ci !== undefined && ci !== '' && ci !== '0' && ci !== 'false';
}
