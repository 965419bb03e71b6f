import type { Fault } from '../stand-in/fault.ts';
import type { Ledger as Taken } from '../stand-in/ledger.ts';
import type { StandIn } from '../stand-in/stand-in.ts';
import type { KitAtWork } from './kit-provider.ts';
import type { Relay } from './relay.ts';

/** Who takes the mails of a round and keeps books of its own: a mail API, or a relay that speaks SMTP. */
export interface Provider {
  /** Where the senders find it and how they must ask; added to their settings. */
  readonly settings: Readonly<Record<string, string>>;
  readonly api: StandIn | null;
  readonly relay: Relay | null;
  /** Where a mailer is tried by its own kit. */
  readonly kit?: KitAtWork;
  /** Attempts that came, whatever became of them. */
  requests(): number;
  accepted(): number;
  /** What tells that a round goes on. */
  progress(): number;
  taken(): Promise<Taken>;
  /** These readers, and only they, are refused for what they are. */
  refuse(addresses: readonly string[]): void;
  trouble(faults: readonly Fault[]): void;
  close(): Promise<void>;
}

export function apiProvider(api: StandIn, wire: 'full' | 'thin'): Provider {
  return {
    settings: {
      MAIL_PROVIDER: 'resend',
      MAIL_WIRE: wire,
      RESEND_BASE_URL: api.url,
      RESEND_API_KEY: api.apiKey,
    },
    api,
    relay: null,
    requests: () => api.ledger().requests,
    accepted: () => api.ledger().accepted,
    progress: () => api.ledger().accepted + api.ledger().replays,
    taken: async () => api.ledger(),
    refuse: api.refuse,
    trouble: faults => {
      for (const fault of faults) api.fault(fault);
    },
    close: api.close,
  };
}

/** @param relay what goes wrong on the wire of an API has no place here; a relay has troubles of its own */
export function smtpProvider(relay: Relay): Provider {
  return {
    settings: { MAIL_PROVIDER: 'smtp', MAIL_RATE: 'auto', SMTP_URL: `smtp://127.0.0.1:${relay.port}` },
    api: null,
    relay,
    requests: () => relay.attempts(),
    accepted: () => relay.accepted(),
    progress: () => relay.accepted(),
    taken: relay.taken,
    refuse: relay.refuse,
    trouble: () => undefined,
    close: relay.close,
  };
}
