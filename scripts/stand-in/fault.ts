import { z } from 'zod';

const common = {
  /** How many of the next sending requests it strikes. */
  times: z.int().positive().default(1),
  /** How many sending requests go by before it strikes. */
  after: z.int().nonnegative().default(0),
  /** Whether the mails are taken all the same; without it nothing is. */
  accept: z.boolean().default(false),
};

/** What goes wrong with sending requests. */
export const faultSchema = z.discriminatedUnion('do', [
  /** Another answer than the true one: a string body goes out as it is (rubbish), anything else as JSON. */
  z.strictObject({
    ...common,
    do: z.literal('answer'),
    status: z.int().min(200).max(599),
    body: z.json().default(''),
    headers: z.record(z.string(), z.string()).default({}),
  }),
  /** The connection breaks: without `accept` before the body is read, with it before the answer. */
  z.strictObject({ ...common, do: z.literal('reset') }),
  /** No answer, ever. */
  z.strictObject({ ...common, do: z.literal('hang') }),
  /** The mails are taken; half of the answer's body goes out, then the connection breaks. */
  z.strictObject({ ...common, do: z.literal('half') }),
  /** The true answer, late; meanwhile the key is in flight. */
  z.strictObject({ ...common, do: z.literal('slow'), ms: z.int().positive() }),
  /** The same without a time: until released. */
  z.strictObject({ ...common, do: z.literal('hold') }),
]);

export type Fault = z.input<typeof faultSchema>;
export type PlannedFault = z.output<typeof faultSchema>;

/** The faults still to come, each with its own count of requests to let by. */
export class FaultPlan {
  #plan: { fault: PlannedFault; times: number; after: number }[] = [];

  add(fault: Fault): void {
    const planned = faultSchema.parse(fault);
    this.#plan.push({ fault: planned, times: planned.times, after: planned.after });
  }

  clear(): void {
    this.#plan = [];
  }

  /** The fault of the sending request that has just come; null when all is well. */
  next(): PlannedFault | null {
    const due = this.#plan.find(entry => entry.after === 0);
    for (const entry of this.#plan) {
      if (entry.after > 0) entry.after -= 1;
    }
    if (!due) return null;
    due.times -= 1;
    if (due.times === 0) this.#plan = this.#plan.filter(entry => entry !== due);
    return due.fault;
  }
}
