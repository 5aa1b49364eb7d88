/** Route scopes by the role of a staff member. @module */

import type { App } from '../../shared/http/app.ts';
import { bearerOr } from '../../shared/http/bearer.ts';
import { scope, type Route } from '../../shared/http/route.ts';
import { registryProblem } from '../problems.ts';
import type { Services } from '../services.ts';
import { memberOf, type Member, type Role } from './accounts.ts';

export const staffBearer = bearerOr(() => registryProblem('staff-session'));

/** Registers routes for members with one of the given roles; each handler receives the member as `caller`. */
export const staffScope = (
  app: App,
  services: Services,
  roles: readonly Role[],
  declare: (route: Route<Member>) => void,
): void =>
  scope(
    app,
    { admit: (request) => memberOf(services, staffBearer(request), roles), isPrivate: true },
    declare,
  );
