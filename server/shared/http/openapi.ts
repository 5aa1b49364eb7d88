/** Description of a listener in OpenAPI 3.1, served at /openapi.json; its operations come from server/api. @module */

import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import type { Access } from '../../api/endpoint.ts';

/** Descriptions of bearer tokens, by access level. */
const schemes: Readonly<Record<Exclude<Access, 'public'>, string>> = {
  ticket: 'A voter’s ticket as a bearer, or a card’s ticket under the scheme `Card` (docs/api.md).',
  voter: 'The bearer of a voter’s session.',
  staff: 'The bearer of a session of help desk, office or supervisor.',
  site: 'The bearer of a site’s session with the registry.',
  clerk: 'The bearer of a clerk’s or supervisor’s session at a desk.',
  kiosk: 'The token of a kiosk that is on the desk’s inventory.',
};

const tags = {
  ballots: 'Ballots, trackers and tickets.',
  board: 'The public board.',
  'log-in': 'Log-in of voters.',
  session: 'Sessions of voters.',
  staff: 'Help desk and supervisors.',
  office: 'The election office.',
  sites: 'Desks of sites at the registry.',
  desk: 'A site’s desk.',
} as const;

/** Returns the options of the OpenAPI plugin. Schemes and tags that no operation of the listener uses are left out. */
export const openapi = (title: string): FastifyDynamicSwaggerOptions => ({
  openapi: {
    openapi: '3.1.0',
    info: {
      title,
      version: '1',
      description: 'docs/api.md says what schemas cannot.',
      contact: { name: 'SIVEI' },
      license: { name: 'Apache 2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    components: {
      securitySchemes: Object.fromEntries(
        Object.entries(schemes).map(([name, description]) => [
          name,
          { type: 'http' as const, scheme: 'bearer', description },
        ]),
      ),
    },
  },
  transformObject: (document) => {
    if (!('openapiObject' in document)) return document.swaggerObject;
    const { openapiObject } = document;
    const operations = JSON.stringify(openapiObject.paths);
    const { components, tags: declared = [] } = openapiObject;
    for (const name of Object.keys(components?.securitySchemes ?? {}))
      if (!operations.includes(`"${name}":[]`)) delete components?.securitySchemes?.[name];
    return {
      ...openapiObject,
      tags: declared.filter(({ name }) => operations.includes(`"tags":["${name}"]`)),
    };
  },
});
