const HOUR_MS = 3_600_000;

/** How many links may be asked for: by one network, and for one address. Above it the answer is the same and no mail leaves. */
export const SIGN_IN_CAPS = {
  network: { cap: 'sign-in-network', limit: 20, perMs: HOUR_MS },
  address: { cap: 'sign-in-address', limit: 5, perMs: HOUR_MS },
} as const;
