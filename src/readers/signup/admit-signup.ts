import { widerNetworkOf } from '../../audience/network.ts';
import { CAPS, type CapName, PATIENCE_MS } from '../../audience/signup-caps.ts';
import { takeCap } from '../../storage/audience/caps.ts';
import { spendProof } from '../../storage/audience/spent-proofs.ts';
import type { Store } from '../../storage/database.ts';

/** A sign-up as the caps see it: never whose address it is. */
export interface Applicant {
  /** As networkOf gives it. */
  readonly network: string;
  /** `json`: a program, which can be asked for a proof and come again. `untimed`: a form without a believable time. */
  readonly by: 'form' | 'untimed' | 'json';
  /** A good proof of work; null for none. */
  readonly proof: { readonly nonce: string; readonly expiresAt: number } | null;
}

export type Admission =
  | { readonly kind: 'admitted'; readonly dueAt: number }
  /** With a proof it would be admitted. */
  | { readonly kind: 'asked' }
  | { readonly kind: 'turned away' };

/**
 * Whether a sign-up goes on, and when. The statements depend on the caps alone, so that nothing tells in which state an
 * address is. Caps are taken in the order of this file everywhere: two transactions never wait for each other.
 */
export async function admitSignup(store: Store, applicant: Applicant, now: number): Promise<Admission> {
  const take = (cap: CapName, subject: string) => takeCap(store, { cap, subject, ...CAPS[cap], now });
  const { network, by, proof } = applicant;
  const wider = widerNetworkOf(network);
  const takeOfNetwork = async (cap: 'flood' | 'free' | 'proved' | 'patient') =>
    (await take(cap, network)) && (wider === null || (await take(`${cap}Wide`, wider)));
  const atOnce = { kind: 'admitted', dueAt: now } as const;
  if (proof && (await spendProof(store, proof.nonce, proof.expiresAt))) {
    const fits = (await takeOfNetwork('proved')) && (await take('everyoneProved', ''));
    return fits ? atOnce : { kind: 'turned away' };
  }
  if (!(await takeOfNetwork('flood'))) return by === 'json' ? { kind: 'asked' } : { kind: 'turned away' };
  const free = await takeOfNetwork('free');
  if (!free && by === 'json') return { kind: 'asked' };
  if (free && (by !== 'untimed' || (await take('pasted', ''))) && (await take('everyone', ''))) return atOnce;
  const patient = (await takeOfNetwork('patient')) && (await take('everyonePatient', ''));
  return patient ? { kind: 'admitted', dueAt: now + PATIENCE_MS } : { kind: 'turned away' };
}
