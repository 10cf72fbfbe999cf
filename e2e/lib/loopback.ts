import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Whoever connects to it is counted; nobody is answered. */
export interface Loopback {
  readonly tcpPort: number;
  readonly udpPort: number;
  /** Connections and datagrams so far. */
  arrivals(): number;
  close(): Promise<void>;
}

export async function listenOnLoopback(): Promise<Loopback> {
  let arrivals = 0;
  const tcp = createServer((socket) => {
    arrivals += 1;
    socket.destroy();
  });
  tcp.listen(0, '127.0.0.1');
  await once(tcp, 'listening');
  const udp = createSocket('udp4', () => (arrivals += 1));
  udp.bind(0, '127.0.0.1');
  await once(udp, 'listening');
  return {
    tcpPort: portOf(tcp.address()),
    udpPort: udp.address().port,
    arrivals: () => arrivals,
    close: async () => {
      udp.close();
      tcp.close();
      await once(tcp, 'close');
    },
  };
}

function portOf(address: ReturnType<Server['address']>): number {
  if (address === null || typeof address === 'string') throw new Error('Not listening on a port.');
  return address.port;
}
