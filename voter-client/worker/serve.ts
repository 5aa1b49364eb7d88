/** The worker's end: runs what the page calls. @module */

import { faultOf } from '../contract/faults.ts';
import { methods, type Call, type DeskName, type Port, type Reply, type Start } from './protocol.ts';
import type { Pins } from '../contract/pins.ts';

type Method = (...args: readonly unknown[]) => Promise<unknown>;

/** `open` makes the desk that the first message names. */
export function serve(port: Port, open: (desk: DeskName, pins: Pins) => object): void {
  let desk: { readonly name: DeskName; readonly own: object } | undefined;
  const reply = (message: Reply): void => port.postMessage(message);
  port.addEventListener('message', ({ data }) => {
    if (!desk) {
      const start = data as Start;
      desk = { name: start.desk, own: open(start.desk, start.pins) };
      return;
    }
    const call = data as Call;
    const { id } = call;
    if (!Object.hasOwn(methods[desk.name], call.method)) return;
    const listener = (told: unknown): void => reply({ id, told });
    const args = call.listens ? [...call.args, listener] : call.args;
    const method = (desk.own as Readonly<Record<string, Method>>)[call.method]!;
    method.apply(desk.own, [...args]).then(
      (value) => reply({ id, value }),
      (error: unknown) => reply({ id, fault: faultOf(error) }),
    );
  });
}
