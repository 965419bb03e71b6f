/** The settings that decide whether anybody at all may count as a visitor on this machine. */
export interface SiteAddress {
  readonly PUBLIC_URL: string;
  readonly TRUST_PROXY: number;
}

/** How a request reached us. */
export interface Arrival {
  /** Address of whoever opened the connection; '' when unknown. */
  readonly peer: string;
  /** The name that was asked for, without its port. */
  readonly host: string;
  readonly headerNames: Iterable<string>;
  /** `1.1` of every browser; some proxies speak `1.0` to what stands behind them. */
  readonly httpVersion: string;
}

/**
 * The one place that decides whether a visitor sits at this machine; whatever is open in development only asks it
 * (docs/decisions/146). That we listen on loopback says nothing: so does every site behind a proxy. The name asked for
 * counts too, because a page on the web can point a name of its own at 127.0.0.1 (DNS rebinding).
 */
export function isLocalVisitor(site: SiteAddress, arrival: Arrival): boolean {
  return (
    mayBeLocal(site) &&
    isLoopbackAddress(arrival.peer) &&
    isLoopbackHost(arrival.host) &&
    arrival.httpVersion !== '1.0' &&
    ![...arrival.headerNames].some(name => FORWARDING.test(name))
  );
}

/** Whether the settings leave it possible: a published site, or one behind a proxy, has no local visitors. */
export function mayBeLocal({ PUBLIC_URL, TRUST_PROXY }: SiteAddress): boolean {
  return TRUST_PROXY === 0 && isLoopbackHost(new URL(PUBLIC_URL).hostname);
}

/** A name or an address in an URL or a setting. */
export function isLoopbackHost(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || name.endsWith('.localhost') || isLoopbackAddress(name);
}

function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/i.test(address);
}

/** Written by proxies, load balancers, tunnels and content networks, and by no browser. */
const FORWARDING =
  /^(?:x-forwarded(?:-.*)?|forwarded|via|x-real-ip|x-client-ip|x-cluster-client-ip|x-original-.*|x-proxy.*|x-envoy-.*|true-client-ip|client-ip|fastly-client-ip|cf-.*|cdn-loop|x-amz-cf-id|x-amzn-trace-id|x-cloud-trace-context|x-arr-.*|x-azure-.*|tailscale-.*)$/i;
