import type { KitFault } from '../../prove/kit.ts';

/** What goes wrong with a call that hands over mails. */
export type SesStandInFault =
  | KitFault
  /** Nothing is taken: this answer, in the form of the API's errors. */
  | { readonly do: 'answer'; readonly status: number; readonly name: string; readonly message: string }
  /** All is taken, and this stands where the answer would. */
  | { readonly do: 'say'; readonly status: number; readonly body: string };

/** The faults still to come, each with its own count of calls to let by. */
export class Faults {
  #plan: { readonly fault: SesStandInFault; after: number }[] = [];

  add(fault: SesStandInFault, after: number): void {
    this.#plan.push({ fault, after });
  }

  /** Of the call that has just come; null when all is well. */
  next(): SesStandInFault | null {
    const due = this.#plan.find(({ after }) => after === 0);
    for (const planned of this.#plan) if (planned.after > 0) planned.after -= 1;
    if (!due) return null;
    this.#plan = this.#plan.filter(planned => planned !== due);
    return due.fault;
  }
}
