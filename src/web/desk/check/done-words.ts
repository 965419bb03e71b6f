/** What was just done, by the code in the address. */
const DONE: Readonly<Record<string, string>> = {
  approved: 'Approved.',
  held: 'Held. Nothing goes out until it is approved again.',
  scheduled: 'The time is set.',
  'scheduled-skipped':
    'The time is set. The clocks skip the time you chose that night, so it was moved forward by as much.',
  'scheduled-twice': 'The time is set. It comes twice that night; the first time counts.',
  slot: 'Back to the usual time.',
  now: 'It goes out within a minute.',
  links: 'The links were asked.',
  test: 'The test is on its way.',
};

/** @returns '' for no code, and for one we do not know */
export function doneWords(code: string | undefined): string {
  return code !== undefined && Object.hasOwn(DONE, code) ? (DONE[code] ?? '') : '';
}
