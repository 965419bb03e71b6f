import type { Browser, Editor } from '../../desk/door/session.ts';
import type { Activity } from '../../desk/log.ts';
import type { Issue } from '../../issue/issue.ts';
import type { AudienceDeps } from './audience/audience-deps.ts';
import type { CatalogueDeps } from './catalogue/catalogue-deps.ts';
import type { CheckDeps } from './check/check-deps.ts';
import type { GoingDeps } from './going/going-deps.ts';
import type { PreviewDeps } from './preview/preview-deps.ts';
import type { WeekDeps } from './week/week-deps.ts';

/** Everything the desk's pages need; src/desk-deps.ts supplies it. Times are epoch milliseconds. */
export interface DeskDeps {
  readonly door: DoorDeps;
  readonly issues: DeskIssuesDeps;
  readonly audience: AudienceDeps;
  readonly preview: PreviewDeps;
  readonly week: WeekDeps;
  readonly check: CheckDeps;
  readonly going: GoingDeps;
  readonly catalogue: CatalogueDeps;
}

/** Signing in and out. */
interface DoorDeps {
  /** A new secret nobody can guess, for cookies and ids. */
  secret(): string;
  /** Takes down that somebody wants to sign in: the same for every address. */
  ask(request: { readonly email: string; readonly browser: string; readonly address: string }): Promise<void>;
  /** Whether the link is ours and in time; says nothing of whether it was used. */
  isLink(token: string): boolean;
  signIn(
    token: string,
    browser: Browser,
  ): Promise<{ readonly cookie: string; readonly expiresAt: number } | null>;
  editorAt(cookie: string, agent: string): Promise<Editor | null>;
  signOut(editor: Editor): Promise<void>;
  signOutEverywhere(editor: Editor): Promise<void>;
  sessions(editor: Editor): Promise<readonly OpenSession[]>;
}

export interface OpenSession {
  readonly id: string;
  readonly agent: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

interface DeskIssuesDeps {
  /** ISO week of now in the publication's zone. */
  thisWeek(): string;
  find(week: string): Promise<Issue | null>;
  /** Newest week first. */
  all(): Promise<readonly Issue[]>;
  /** When it may go at the earliest: its slot, or later by its approval. */
  dueAt(issue: Issue): number;
  /** Newest first. @param before id of a line: only older ones */
  log(before: number | null): Promise<readonly (Activity & { readonly id: number })[]>;
}
