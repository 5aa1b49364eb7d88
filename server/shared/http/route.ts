/**
 * Registration of routes for declared endpoints (server/api). Schema, status and OpenAPI description come from the
 * declaration.
 * @module
 */

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { OCTETS, type AnswerOf, type BodyOf, type Endpoint, type ParamsOf } from '../../api/endpoint.ts';
import type { ErrorCatalogue } from '../../api/errors.ts';
import { errorBody } from '../../api/schemas.ts';
import { commonProblem } from './problem.ts';

export interface Call<E, C> {
  readonly params: ParamsOf<E>;
  readonly body: BodyOf<E>;
  /** Result of the scope's `admit`. */
  readonly caller: C;
  readonly request: FastifyRequest;
}

export interface RouteOptions {
  /** Maximum bytes of a body; default: the listener's. */
  readonly bodyLimit?: number;
  /** Requests per minute from one address; default: the listener's. */
  readonly perMinute?: number;
  /** Whether answered requests are left out of the log, because open pages repeat them all the time. */
  readonly isPolled?: boolean;
}

type Result<E> = AnswerOf<E> extends undefined ? void : AnswerOf<E>;

export type Route<C> = <E extends Endpoint>(
  endpoint: E,
  handler: (call: Call<E, C>) => Result<E> | Promise<Result<E>>,
  options?: RouteOptions,
) => void;

export interface Scope<C> {
  /**
   * Returns the caller of a request; throws a Problem as the answer if access is denied. It runs before each handler of
   * the scope.
   */
  readonly admit: (request: FastifyRequest) => C | Promise<C>;
  /** Whether answers are for one person at one time, so that no cache may store them. */
  readonly isPrivate: boolean;
}

export const open: Scope<undefined>['admit'] = () => undefined;

/** Registers routes with the same access rule. */
export function scope<C>(
  app: Pick<FastifyInstance, 'register'>,
  { admit, isPrivate }: Scope<C>,
  declare: (route: Route<C>) => void,
): void {
  void app.register(async (own) => {
    if (isPrivate)
      own.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));
    const callers = new WeakMap<FastifyRequest, C>();
    own.addHook('preHandler', async (request) => void callers.set(request, await admit(request)));
    declare((endpoint, handler, options = {}) => {
      own.route({
        method: endpoint.method,
        url: endpoint.path,
        schema: schemaOf(endpoint),
        ...optionsOf(options),
        handler: async (request, reply) => {
          const body = (endpoint.body === OCTETS ? bytesOf(request) : request.body) as BodyOf<
            typeof endpoint
          >;
          const params = request.params as ParamsOf<typeof endpoint>;
          const answer = await handler({ params, body, caller: callers.get(request) as C, request });
          return reply.code(endpoint.status ?? 200).send(answer ?? null);
        },
      });
    });
  });
}

const optionsOf = ({ bodyLimit, perMinute, isPolled }: RouteOptions): object => ({
  ...(bodyLimit !== undefined && { bodyLimit }),
  ...(perMinute !== undefined && { config: { rateLimit: { max: perMinute, timeWindow: '1 minute' } } }),
  ...(isPolled && { logLevel: 'warn' }),
});

function bytesOf({ body }: FastifyRequest): Uint8Array {
  if (!(body instanceof Uint8Array)) throw commonProblem('media-type');
  return body;
}

/** Returns the schema of a route, from which the OpenAPI description is made as well. */
export function schemaOf(endpoint: Endpoint): object {
  const { id, tag, summary, description, access, params, body, status = 200, answer, errors } = endpoint;
  return {
    operationId: id,
    tags: [tag],
    summary,
    description,
    security: access === 'public' ? [] : [{ [access]: [] }],
    ...(params && { params }),
    ...(body === OCTETS ? { consumes: ['application/octet-stream'] } : body && { body }),
    response: {
      [status]: answer ?? { type: 'null', description: 'No body.' },
      ...errorAnswers(errors),
    },
  };
}

/** Returns error answers by status, each with its codes. */
function errorAnswers(errors: ErrorCatalogue): Record<number, object> {
  const statuses = new Set(Object.values(errors).map(({ status }) => status));
  return Object.fromEntries(
    [...statuses]
      .toSorted((a, b) => a - b)
      .map((status) => {
        const codes = Object.entries(errors).filter(([, kind]) => kind.status === status);
        const description = codes.map(([code, { title }]) => `\`${code}\`: ${title}`).join('\n\n');
        return [status, { ...errorBody, description }];
      }),
  );
}
