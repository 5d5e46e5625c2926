/** Takes the network and the storage of the site from a worker, before it runs what somebody wrote. */

const NAMES = [
  'fetch', 'XMLHttpRequest', 'WebSocket', 'WebSocketStream', 'WebTransport', 'EventSource', 'importScripts', 'Worker',
  'SharedWorker', 'BroadcastChannel', 'indexedDB', 'caches', 'navigator',
];

export function withoutNetwork(scope: object = globalThis): void {
  for (const name of NAMES) {
    for (let holder = scope; holder && holder !== Object.prototype; holder = Object.getPrototypeOf(holder)) {
      if (Object.hasOwn(holder, name)) {
        Reflect.deleteProperty(holder, name);
      }
    }
    Object.defineProperty(scope, name, { value: undefined, configurable: false, writable: false });
  }
}
