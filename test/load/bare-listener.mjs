/** Server that answers every request with `busy` at once, to measure the cost of sending. */
import { createServer } from 'node:http';

const body = JSON.stringify({ error: 'busy' });
const server = createServer((request, response) => {
  request.resume();
  response.writeHead(503, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address().port));
process.on('disconnect', () => process.exit(0));
