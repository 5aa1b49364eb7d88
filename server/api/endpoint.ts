/** Declaration of an HTTP endpoint, from which its route, its client and its OpenAPI description are made. @module */

import type { Static, TSchema } from 'typebox';
import { commonErrors, type ErrorCatalogue, type ErrorKind } from './errors.ts';

/** Type of a request body of raw bytes: `application/octet-stream`. */
export const OCTETS = 'octets';

/** Authorization of a request: none, or a bearer of this kind (securitySchemes in the OpenAPI description). */
export type Access = 'public' | 'ticket' | 'voter' | 'staff' | 'site' | 'clerk' | 'kiosk';

interface Draft<Code extends string> {
  /** Operation id: unique in its API. */
  readonly id: string;
  readonly method: 'GET' | 'POST';
  /** Path in which `:name` is a parameter. */
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly access: Access;
  readonly params?: TSchema;
  readonly body?: TSchema | typeof OCTETS;
  /** Status on success: 200 with `answer`, 202 with an empty object, 204 without a body. */
  readonly status?: 200 | 202 | 204;
  readonly answer?: TSchema;
  /** Codes of the errors that the endpoint may answer, in addition to `commonErrors`. */
  readonly errors?: readonly Code[];
}

export interface Endpoint extends Omit<Draft<string>, 'errors'> {
  readonly tag: string;
  /** All errors that the endpoint may answer, by code. */
  readonly errors: ErrorCatalogue;
}

/** Returns a function that declares endpoints of one tag; their error codes are those of `catalogue`. */
export const endpointsOf =
  <C extends ErrorCatalogue>(tag: string, catalogue: C) =>
  <const D extends Draft<keyof C & string>>(draft: D): Omit<D, 'errors'> & Endpoint => {
    const { errors = [], ...declared } = draft;
    const own = errors.map((code): [string, ErrorKind] => [code, catalogue[code]!]);
    return { ...declared, tag, errors: { ...commonErrors, ...Object.fromEntries(own) } } as Omit<
      D,
      'errors'
    > &
      Endpoint;
  };

type StaticOf<S> = S extends TSchema ? Static<S> : undefined;
type Member<E, K extends string> = E extends { readonly [k in K]: infer V } ? V : undefined;

export type ParamsOf<E> = StaticOf<Member<E, 'params'>>;
export type BodyOf<E> = Member<E, 'body'> extends typeof OCTETS ? Uint8Array : StaticOf<Member<E, 'body'>>;
export type AnswerOf<E> = StaticOf<Member<E, 'answer'>>;

/** Returns the path with its parameters filled in. */
export const pathOf = (
  { path }: Pick<Endpoint, 'path'>,
  params: Readonly<Record<string, string>> = {},
): string => path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name]!));
