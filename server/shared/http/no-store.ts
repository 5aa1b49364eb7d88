/** Answers for one person, now: no cache may keep them. @module */

import type { FastifyReply } from 'fastify';

export const noStore = <R extends Pick<FastifyReply, 'header'>>(reply: R): R => {
  void reply.header('cache-control', 'no-store');
  return reply;
};
