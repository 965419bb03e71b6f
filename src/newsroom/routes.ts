/** The paths a mail may link to on our own site: a link elsewhere below PUBLIC_URL is a mistake. */
export const OWN_ROUTES: readonly RegExp[] = [
  /^\/$/,
  /^\/issues$/,
  /^\/issues\/\d{4}-W\d{2}$/,
  /^\/compare\/[a-z0-9._-]+-vs-[a-z0-9._-]+$/,
  /^\/how-we-pick$/,
  /^\/privacy$/,
  /^\/(confirm|preferences|unsubscribe|vote|go)\/[\w.~-]+$/,
];
