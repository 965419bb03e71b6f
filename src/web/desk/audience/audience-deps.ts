import type {
  findAddress,
  Listed,
  SubscriberLine,
  SuppressionLine,
} from '../../../desk/audience/find-readers.ts';
import type { ImportDesk } from '../../../desk/audience/import-desk.ts';
import type { AudienceOverview } from '../../../desk/audience/overview.ts';
import type { Person } from '../../../desk/audience/person.ts';
import type { LiftOutcome } from '../../../desk/audience/suppression-acts.ts';
import type { Editor } from '../../../desk/door/session.ts';

export type SuppressionReasonListed = 'hard_bounce' | 'complaint' | 'manual';

/** What the audience's pages need. */
export interface AudienceDeps {
  overview(): Promise<AudienceOverview>;
  readers(search: {
    readonly text: string;
    readonly status: SubscriberLine['status'] | null;
    readonly before: number | null;
  }): Promise<Listed<SubscriberLine>>;
  address(text: string): ReturnType<typeof findAddress>;
  person(id: number): Promise<Person | null>;
  askAgain(editor: Editor, id: number): Promise<'queued' | 'capped' | 'not pending'>;
  unsubscribe(editor: Editor, id: number): Promise<'unsubscribed' | 'already' | 'unknown'>;
  erase(editor: Editor, id: number): Promise<'erased' | 'waiting' | 'already' | 'unknown'>;
  suppressions(search: {
    readonly text: string;
    readonly reason: SuppressionReasonListed | null;
    readonly after: { readonly createdAt: number; readonly hash: string } | null;
  }): Promise<Listed<SuppressionLine>>;
  /** One line by its hash; null when it is not on the list, or erased. */
  suppression(hash: string): Promise<SuppressionLine | null>;
  suppress(
    editor: Editor,
    request: { readonly email: string; readonly reason: string },
  ): Promise<'suppressed' | 'kept' | 'not an address'>;
  lift(editor: Editor, request: { readonly hash: string; readonly reason: string }): Promise<LiftOutcome>;
  readonly imports: ImportDesk;
  exportCsv(editor: Editor): Promise<ReadableStream<Uint8Array>>;
  /** Until a step of an import has ended, but no longer than an editor waits for a page. */
  patience(step: Promise<void>): Promise<void>;
}
