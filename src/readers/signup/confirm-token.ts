import { CONFIRM_VALID_HOURS } from '../../audience/signup-caps.ts';
import { type Keyring, readToken, signExpiringToken } from '../../audience/token.ts';

/** What a confirmation link stands for. */
export interface ConfirmRequest {
  readonly subscriberId: number;
  /** When the confirmation was asked for, epoch ms. */
  readonly askedAt: number;
}

/** @param validFrom when the link leaves, epoch ms: it works for 72 hours from then */
export function signConfirm(keyring: Keyring, request: ConfirmRequest, validFrom: number): string {
  const expiresAt = validFrom + CONFIRM_VALID_HOURS * 3_600_000;
  const subject = `${request.subscriberId}-${request.askedAt.toString(36)}`;
  return signExpiringToken(keyring.current, 'confirm', subject, expiresAt);
}

/** @returns null for anything forged, changed or expired; whether it was used, only the database knows */
export function readConfirm(keyring: Keyring, token: string, now: number): ConfirmRequest | null {
  const [id, askedAt] = (readToken(keyring, 'confirm', token, now) ?? '').split('-');
  if (!id) return null;
  // Links of before the instant was in them bring nobody back who has left.
  return { subscriberId: Number(id), askedAt: askedAt === undefined ? 0 : Number.parseInt(askedAt, 36) };
}
