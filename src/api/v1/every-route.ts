import { CATALOGUE_ROUTES } from './catalogue-routes.ts';
import { CHANGE_ROUTES } from './change-routes.ts';
import { CORRECTION_ROUTES } from './correction-routes.ts';
import { GOING_ROUTES } from './going-routes.ts';
import { ISSUE_ROUTES } from './issue-routes.ts';
import { KEY_ROUTES } from './key-routes.ts';
import { LEAVING_ROUTES } from './leaving-routes.ts';
import { PICK_ROUTES } from './pick-routes.ts';
import { PREVIEW_ROUTES } from './preview-routes.ts';
import { PROPOSAL_ROUTES } from './proposal-routes.ts';
import { REPORT_ROUTES } from './report-routes.ts';
import type { ApiRoute } from './route.ts';
import { STEERING_ROUTES } from './steering-routes.ts';
import { SUBSCRIBER_ROUTES } from './subscriber-routes.ts';
import { SUPPRESSION_ROUTES } from './suppression-routes.ts';
import { VOTE_ROUTES } from './vote-routes.ts';

/**
 * Everything that a key can do. What is not here no key does: nothing approves an issue or a correction, lets a stopped issue go
 * on, sends at once, says what became of an uncertain batch, ends an issue, imports a file, or makes a key.
 */
export const EVERY_ROUTE: readonly ApiRoute[] = [
  ...KEY_ROUTES,
  ...SUBSCRIBER_ROUTES,
  ...LEAVING_ROUTES,
  ...SUPPRESSION_ROUTES,
  ...ISSUE_ROUTES,
  ...PICK_ROUTES,
  ...CHANGE_ROUTES,
  ...PREVIEW_ROUTES,
  ...STEERING_ROUTES,
  ...GOING_ROUTES,
  ...REPORT_ROUTES,
  ...VOTE_ROUTES,
  ...CORRECTION_ROUTES,
  ...CATALOGUE_ROUTES,
  ...PROPOSAL_ROUTES,
];
