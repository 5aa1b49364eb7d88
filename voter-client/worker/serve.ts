/** Web worker's end of the protocol: runs the methods that the page calls. @module */

import { faultOf } from '../contract/faults.ts';
import { methods, type Call, type Port, type Reply, type ServiceName, type Start } from './protocol.ts';
import type { Pins } from '../contract/pins.ts';

type Method = (...args: readonly unknown[]) => Promise<unknown>;

/** Answers the calls of the page. `create` makes the service that the first message names. */
export function serve(port: Port, create: (service: ServiceName, pins: Pins) => object): void {
  let service: { readonly name: ServiceName; readonly instance: object } | undefined;
  const reply = (message: Reply): void => port.postMessage(message);
  port.addEventListener('message', ({ data }) => {
    if (!service) {
      const start = data as Start;
      service = { name: start.service, instance: create(start.service, start.pins) };
      return;
    }
    const call = data as Call;
    const { id } = call;
    if (!Object.hasOwn(methods[service.name], call.method)) return;
    const listener = (update: unknown): void => reply({ id, update });
    const args = call.listens ? [...call.args, listener] : call.args;
    const method = (service.instance as Readonly<Record<string, Method>>)[call.method]!;
    method.apply(service.instance, [...args]).then(
      (value) => reply({ id, value }),
      (error: unknown) => reply({ id, fault: faultOf(error) }),
    );
  });
}
