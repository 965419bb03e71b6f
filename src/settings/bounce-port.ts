/** Where returned mail is taken: BOUNCE_LISTEN, `host:port`, an IPv6 host in brackets; the settings have checked its form. */
export function readBouncePort(setting: string): { readonly host: string; readonly port: number } {
  const [, host = '', port] = /^(.+):(\d+)$/.exec(setting) ?? [];
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(port) };
}
