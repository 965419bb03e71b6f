import { createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { onTestFinished } from 'vitest';
import type { RelayCertificate } from './relay-certificates.ts';

/** Made for this, signed by itself, for a name that is none: as Debian makes one for a new mail server. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBhzCCAS2gAwIBAgIUahuSwsp+HGu3yc5tZi5JDjkvcccwCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNcmVsYXkuaW52YWxpZDAgFw0yNjExMjkxNjQyNDVaGA8yMTI2
MTEwNTE2NDI0NVowGDEWMBQGA1UEAwwNcmVsYXkuaW52YWxpZDBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABFogLKbNrvaxqeIEvVkQTdhNwnaAkvjGtBEviWBIRTU8
ni3nLirHLdV050/X0FMM2UMpUz8aHfPE546xA1c2EySjUzBRMB0GA1UdDgQWBBQq
EffYyARPe49OCtHKZoENaW7gdjAfBgNVHSMEGDAWgBQqEffYyARPe49OCtHKZoEN
aW7gdjAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIBaXS0ZF3/lR
ejS6qHr+fwcM/VSXoNE6YHnD+kSYE/ASAiEA++Jw9YQZ+Wkw51gvW/hmgfK3vKY6
O2A1G/wkS90f77M=
-----END CERTIFICATE-----`;
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgef8jNd7k6FllM0eR
SN3EzAE1wUNIYXsMRKjc5p6QkiuhRANCAARaICymza72saniBL1ZEE3YTcJ2gJL4
xrQRL4lgSEU1PJ4t5y4qxy3VdOdP19BTDNlDKVM/Gh3zxOeOsQNXNhMk
-----END PRIVATE KEY-----`;

/**
 * A relay on 127.0.0.1 that offers STARTTLS, with a certificate nobody vouches for unless another is given, and takes every
 * mail. Gone when the test ends. @returns its port, and how many mails it took
 */
export async function startTlsRelay(
  certificate: RelayCertificate = { cert: CERTIFICATE, key: KEY },
): Promise<{ readonly port: number; readonly taken: () => number }> {
  let mails = 0;
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, socket => {
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => undefined);
    socket.write('220 relay ESMTP\r\n');
    converse(socket, certificate, () => (mails += 1));
  });
  onTestFinished(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { port: typeof address === 'object' && address ? address.port : 0, taken: () => mails };
}

/** @param offered null where TLS is not, or no longer, offered */
function converse(socket: Socket, offered: RelayCertificate | null, took: () => void): void {
  const offersTls = offered !== null;
  let buffered = '';
  let isBody = false;
  const read = (chunk: string | Buffer): void => {
    buffered += String(chunk);
    for (let end = buffered.indexOf('\r\n'); end !== -1; end = buffered.indexOf('\r\n')) {
      const line = buffered.slice(0, end);
      buffered = buffered.slice(end + 2);
      if (isBody) {
        if (line !== '.') continue;
        isBody = false;
        took();
        socket.write('250 2.0.0 Ok\r\n');
      } else if (line.startsWith('STARTTLS') && offered) {
        socket.off('data', read);
        socket.write('220 Go on\r\n');
        const secure = new TLSSocket(socket, { isServer: true, ...offered });
        secure.on('error', () => socket.destroy());
        converse(secure, null, took);
        return;
      } else socket.write(answerTo(line, offersTls));
      isBody ||= line === 'DATA';
    }
  };
  socket.on('data', read);
}

function answerTo(line: string, offersTls: boolean): string {
  if (line.startsWith('EHLO')) return `250-relay\r\n${offersTls ? '250-STARTTLS\r\n' : ''}250 AUTH PLAIN\r\n`;
  if (line.startsWith('AUTH')) return '235 2.7.0 Accepted\r\n';
  if (line === 'DATA') return '354 Go on\r\n';
  return line === 'QUIT' ? '221 Bye\r\n' : '250 Ok\r\n';
}
