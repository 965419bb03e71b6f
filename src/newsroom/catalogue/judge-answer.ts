import { createHash } from 'node:crypto';
import { checkCatalogueBytes } from '../../catalogue/catalogue.ts';
import { catalogueDifference, listDifference } from '../../catalogue/difference.ts';
import type { Problem } from '../../catalogue/problem.ts';
import { shownAddress } from '../../settings/catalogue-place.ts';
import type { ClaimedPull, FoundAnswer } from '../../storage/issue/catalogue-pulls.ts';
import type { Pull } from '../../storage/issue/fetched-catalogue.ts';
import type { Newsroom } from '../newsroom.ts';
import { currentCatalogue, keepResult } from './current-catalogue.ts';
import type { AnswerFault, CatalogueAnswer } from './fetch-catalogue.ts';
import { lostTools } from './lost-tools.ts';

/** Problems of an answer that are kept; more would help nobody. */
const MOST_PROBLEMS = 100;
/** Changes of each kind that are kept. */
const MOST_CHANGES = 200;

const FINE = { reason: '', fix: '', errors: 0, warnings: 0, problems: [] } as const;

/** What came broke the program that looked at it. */
export const UNJUDGED: FoundAnswer = {
  pull: {
    ...FINE,
    kind: 'failed',
    reason: 'What came could not be checked: it broke the checker, or could not be stored.',
    fix: 'Look at what is served there, and at the log for the cause.',
  },
  mark: null,
  text: null,
};

/** What an answer is worth: whole and without errors, it takes the place of the last good one; anything else changes nothing. */
export async function judgeAnswer(
  room: Newsroom,
  claim: ClaimedPull,
  answer: CatalogueAnswer,
): Promise<FoundAnswer> {
  if (answer.kind === 'unchanged') return { pull: { ...FINE, kind: 'unchanged' }, mark: null, text: null };
  if (answer.kind !== 'body') return wrong(answer);
  const { bytes, format, etag, etagFrom, isSigned, type } = answer;
  const mark = { etag, etagFrom, isSigned };
  const version = `${format}:${createHash('sha256').update(bytes).digest('hex')}`;
  if (version === claim.version) return { pull: { ...FINE, kind: 'unchanged' }, mark, text: null };
  const checked = await checkCatalogueBytes(bytes, shownAddress(claim.address), format);
  if (checked.kind === 'invalid') {
    const found = countProblems(checked.problems);
    // A login page or a gateway's own words come with a type of their own.
    const what = type === '' || /json/i.test(type) ? '' : `, and it was sent as ${type.slice(0, 80)}`;
    return wrong({
      kind: 'refused',
      reason: `What came is not a good catalogue: ${found.errors === 1 ? '1 error' : `${found.errors} errors`}${what}.`,
      fix: 'Correct it at the source.',
      ...found,
    });
  }
  const before = claim.version === '' ? null : await currentCatalogue(room);
  const lost = before?.kind === 'loaded' ? lostTools(before.catalogue, checked.catalogue) : null;
  if (lost?.kind === 'refused') return wrong({ ...lost, kind: 'refused' });
  const difference =
    before?.kind === 'loaded'
      ? listDifference(catalogueDifference(before.catalogue, checked.catalogue), MOST_CHANGES)
      : null;
  keepResult(version, checked);
  return {
    pull: { ...FINE, ...lost, kind: 'kept', ...countProblems(checked.warnings) },
    mark,
    // Whoever is no UTF-8 was refused above.
    text: { version, format, body: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), difference },
  };
}

function wrong(fault: AnswerFault & Partial<Pull>): FoundAnswer {
  return { pull: { ...FINE, ...fault }, mark: null, text: null };
}

function countProblems(problems: readonly Problem[]) {
  const errors = problems.filter(({ severity }) => severity === 'error');
  return {
    errors: errors.length,
    warnings: problems.length - errors.length,
    // Errors first: a list that is cut must not hide what keeps the catalogue out behind long prose.
    problems: [...errors, ...problems.filter(({ severity }) => severity !== 'error')].slice(0, MOST_PROBLEMS),
  };
}
