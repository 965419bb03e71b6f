import type { Store } from '../../src/storage/database.ts';
import type { Dice } from '../dice.ts';
import type { Editor } from './editor.ts';
import type { Provider } from './provider.ts';
import type { SenderPlace, SenderProcess } from './sender-process.ts';

/** What an ordeal can do to a round that is being played. */
export interface Stage {
  readonly dice: Dice;
  /** The senders' database, by a way that nothing disturbs. */
  readonly store: Store;
  readonly provider: Provider;
  readonly batchSize: number;
  /** Readers that are in the audience, whom nobody refuses and who do not leave by themselves. */
  readonly plainReaders: readonly string[];
  readonly refused: ReadonlySet<string>;
  /** Where the senders that are started from now on find everything. */
  place: SenderPlace;
  /** Those that are alive, one a worker at most. */
  readonly senders: Set<SenderProcess>;
  /** So many more requests, or as many parts of the issue over SMTP; false when the round was over before. */
  afterRequests(count: number, over: AbortSignal): Promise<boolean>;
  /** Ends all senders at once and does this before another one is started. */
  betweenLives(work: () => Promise<void>): Promise<void>;
  /** An editor has seen to what was wrong. */
  readonly editor: Editor;
}
