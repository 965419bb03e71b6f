import { z } from 'zod';
import { type Answer, ok, refusal } from './answer.ts';
import type { ApiRequest } from './api.ts';
import { type Fault, faultSchema } from './fault.ts';
import type { Ledger } from './ledger.ts';
import type { Limits } from './limits.ts';

/** What tests and the control routes can do with a running stand-in. */
export interface StandInControl {
  ledger(): Ledger;
  /** The next sending requests go wrong like this; several faults wait for each other. */
  fault(fault: Fault): void;
  /** The same for the next requests that create or publish a template. */
  faultTemplates(fault: Fault): void;
  /** Drops the faults still to come. */
  clearFaults(): void;
  /** Lets every request on hold go on. */
  release(): void;
  /** These addresses fail validation from now on; the list replaces the one before. */
  refuse(addresses: readonly string[]): void;
  /** Every sending request gets this answer and nothing is taken, until null. */
  turnAway(answer: Answer | null): void;
  /** From now on the key is this one, and another account's: it knows nothing of what the one before was asked. */
  changeAccount(apiKey: string): void;
  limit(limits: Partial<Limits>): void;
  /** Moves the stand-in's clock, to let keys expire and quotas renew. */
  advance(milliseconds: number): void;
  /** Back to an empty ledger, without keys, faults and refused addresses. */
  reset(): void;
}

const limitSchema = z.strictObject({
  requestsPerSecond: z.int().positive().nullable().optional(),
  dailyQuota: z.int().nonnegative().nullable().optional(),
  monthlyQuota: z.int().nonnegative().nullable().optional(),
});

/**
 * The control routes under `/__stand-in/`: `GET ledger`, `POST faults` (one or a list), `DELETE faults`,
 * `POST release`, `POST refuse` (list of addresses), `POST limits`, `POST advance` (`{"ms": n}`), `POST reset`.
 */
export function controlAnswer(request: ApiRequest, control: StandInControl): Answer {
  try {
    return routed(request, control);
  } catch (fault) {
    if (!(fault instanceof z.ZodError) && !(fault instanceof SyntaxError)) throw fault;
    const said = fault instanceof z.ZodError ? z.prettifyError(fault) : fault.message;
    return refusal(400, 'control_error', said);
  }
}

function routed(request: ApiRequest, control: StandInControl): Answer {
  const json = (): unknown => JSON.parse(request.body.toString('utf8') || 'null');
  switch (`${request.method} ${request.path.replace('/__stand-in/', '')}`) {
    case 'GET ledger':
      return ok(control.ledger());
    case 'POST faults':
      for (const fault of z.array(faultSchema).parse([json()].flat())) control.fault(fault);
      return ok({});
    case 'DELETE faults':
      control.clearFaults();
      return ok({});
    case 'POST release':
      control.release();
      return ok({});
    case 'POST refuse':
      control.refuse(z.array(z.string()).parse(json()));
      return ok({});
    case 'POST limits':
      control.limit(definedOnly(limitSchema.parse(json())));
      return ok({});
    case 'POST advance':
      control.advance(z.strictObject({ ms: z.number() }).parse(json()).ms);
      return ok({});
    case 'POST reset':
      control.reset();
      return ok({});
    default:
      return refusal(404, 'control_error', `No such control route: ${request.method} ${request.path}`);
  }
}

function definedOnly(limits: z.output<typeof limitSchema>): Partial<Limits> {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}
