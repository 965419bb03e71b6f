import type { HeldFile } from './held-file.ts';

/** How long a file waits for its editor's word, ms. */
const KEPT_MS = 30 * 60_000;
/** Files kept at once, those on their way in too; the oldest that is not being read makes room. */
const MOST_KEPT = 8;

/** What the shelf needs to know of an import. */
interface Kept {
  readonly id: string;
  readonly takenAt: number;
  readonly state: 'checking' | 'checked' | 'importing' | 'imported' | 'broken';
  readonly file: HeldFile;
  readonly step: Promise<void>;
}

/** The files of the desk's imports: a handful, for half an hour, and not a byte of one longer. */
export class ImportShelf<Job extends Kept> {
  readonly #jobs = new Map<string, Job>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #arriving = 0;

  /** null when it is not, or no longer, there. */
  find(id: string, now: number): Job | null {
    const job = this.#jobs.get(id);
    if (!job || (now - job.takenAt > KEPT_MS && !isBusy(job))) return null;
    return job;
  }

  /** Makes room for a file and puts it there. @returns what `arrive` does, or `too many` where nothing makes room */
  async add<Other>(now: number, arrive: () => Promise<Job | Other>): Promise<Job | Other | 'too many'> {
    this.#arriving++;
    try {
      await this.#makeRoom(now);
      if (this.#jobs.size + this.#arriving > MOST_KEPT) return 'too many';
      const come = await arrive();
      if (isJob(come)) this.#keep(come);
      return come;
    } finally {
      this.#arriving--;
    }
  }

  async drop(job: Job): Promise<void> {
    this.#jobs.delete(job.id);
    clearTimeout(this.#timers.get(job.id));
    this.#timers.delete(job.id);
    await job.step;
    await job.file.close();
  }

  #keep(job: Job): void {
    this.#jobs.set(job.id, job);
    const end = () => {
      if (isBusy(job)) this.#timers.set(job.id, setTimeout(end, KEPT_MS).unref());
      // A file that cannot be closed is closed with the process.
      else void this.drop(job).catch(() => undefined);
    };
    this.#timers.set(job.id, setTimeout(end, KEPT_MS).unref());
  }

  async #makeRoom(now: number): Promise<void> {
    const idle = [...this.#jobs.values()].filter(job => !isBusy(job));
    for (const job of idle) {
      const late = now - job.takenAt > KEPT_MS;
      const full = this.#jobs.size + this.#arriving > MOST_KEPT;
      if ((late || full) && this.#jobs.has(job.id)) await this.drop(job);
    }
  }
}

function isBusy({ state }: Kept): boolean {
  return state === 'checking' || state === 'importing';
}

function isJob<Job extends Kept>(come: unknown): come is Job {
  return typeof come === 'object' && come !== null && 'file' in come && 'step' in come;
}
