const HOUR_MS = 3_600_000;

/**
 * How many links may be asked for. Nobody can use up somebody else's share: a stranger's requests count against the
 * stranger's network, and beyond what a whole world may ask for one address its links only come later. Over a cap the
 * answer is the same and no mail leaves, or a late one.
 */
export const SIGN_IN_CAPS = {
  /** By one network, for any addresses. */
  network: { cap: 'sign-in-network', limit: 20, perMs: HOUR_MS },
  /** By what one customer may hold of IPv6. */
  networkWide: { cap: 'sign-in-network-wide', limit: 60, perMs: HOUR_MS },
  /** By one network for one address. */
  pair: { cap: 'sign-in-pair', limit: 5, perMs: HOUR_MS },
  /** By browsers at which its editor signed in before, for that address. */
  known: { cap: 'sign-in-known', limit: 10, perMs: HOUR_MS },
  /** For one address, by everybody: beyond it links are late, never lost. */
  address: { cap: 'sign-in-for-address', limit: 60, perMs: HOUR_MS },
} as const;

/** How late a link is beyond the last of these caps. */
export const LATE_MS = 5 * 60_000;

/** How long a mailed link works, minutes. */
export const LINK_MINUTES = 15;

/** As long as the latest link that was asked for, which may have left late. */
export const BROWSER_KEPT_S = LINK_MINUTES * 60 + LATE_MS / 1_000;
