import type { Result } from './taken-mail.ts';

/** What goes wrong with a call that hands over mails. `accept`: how many of its mails are taken all the same. */
export type PostmarkFault =
  /** The connection breaks before the answer. */
  | { readonly do: 'reset'; readonly accept?: number }
  /** No answer, ever. */
  | { readonly do: 'hang'; readonly accept?: number }
  /** Half of the answer, after all were taken. */
  | { readonly do: 'half' }
  /** Another answer than the true one: a string goes out as it is, anything else as JSON. */
  | {
      readonly do: 'answer';
      readonly status: number;
      readonly body: unknown;
      readonly headers?: Readonly<Record<string, string>>;
      readonly accept?: number;
    }
  /** The first so many mails are told this, the others are taken. */
  | { readonly do: 'some'; readonly mails: number; readonly result: Result }
  | { readonly do: 'slow'; readonly ms: number };

/** Each strikes once, at the call that comes after so many more. */
export class PostmarkFaults {
  #plan: { readonly fault: PostmarkFault; after: number }[] = [];

  add(fault: PostmarkFault, after = 0): void {
    this.#plan.push({ fault, after });
  }

  clear(): void {
    this.#plan = [];
  }

  next(): PostmarkFault | null {
    const due = this.#plan.find(({ after }) => after === 0);
    this.#plan = this.#plan.filter(planned => planned !== due);
    for (const planned of this.#plan) if (planned.after > 0) planned.after -= 1;
    return due?.fault ?? null;
  }
}
