import { Server } from 'node:net';

const { listen } = Server.prototype;

/** The preview names no address to listen on, which means all of them; it is for this machine alone. */
Server.prototype.listen = function (this: Server, port: unknown, ...rest: unknown[]) {
  const isOpen = typeof port === 'number' && typeof rest[0] !== 'string';
  return Reflect.apply(listen, this, isOpen ? [port, '127.0.0.1', ...rest] : [port, ...rest]);
} as typeof listen;
