// A proxy on loopback that adds the bearer token in TOKEN to each request, for clients that cannot send one:
// 'node token-proxy.mjs TARGET' prints its own address and serves until it is killed.
import http from 'node:http';

const target = new URL(process.argv[2]);
const token = process.env.TOKEN;

const server = http.createServer((request, response) => {
  // Headers go as they came, Host and Origin too, for the gateway judges by them.
  const headers = { ...request.headers, authorization: `Bearer ${token}` };
  const options = { host: target.hostname, port: target.port, path: request.url, method: request.method, headers };
  const passed = http.request(options, (answer) => {
    response.writeHead(answer.statusCode, answer.rawHeaders);
    response.flushHeaders();
    answer.pipe(response);
    answer.on('error', () => response.destroy());
  });
  passed.on('error', () => response.destroy());
  response.on('close', () => passed.destroy());
  request.pipe(passed);
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
