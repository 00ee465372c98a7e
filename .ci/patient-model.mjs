// A mock of the OpenAI Responses API on loopback, for a Codex whose list of tools changes while it works:
// 'node patient-model.mjs PORT FIRST_TOOL LATER_TOOL ARGUMENTS LOG'. It calls FIRST_TOOL, again and again, until LATER_TOOL is offered,
// too; then it calls that with ARGUMENTS, and ends. LOG gets a line for each turn: the tools that Codex offered, and the one called.
import fs from 'node:fs';
import http from 'node:http';

const [port, first, later, argumentsOfLater, log] = process.argv.slice(2);
const mostTurns = 100;
const pause = 100; // milliseconds between two calls of the first tool
let turns = 0;
let calledLater = false;

// Codex offers MCP tools as {type: 'namespace', name: 'mcp__server', tools: [...]}.
function offered(tools) {
  return (tools ?? []).filter((tool) => tool.type === 'namespace')
    .flatMap((space) => space.tools.map((tool) => ({ name: tool.name, namespace: space.name })));
}

function call(tool, text) {
  return { type: 'function_call', id: `fc_${turns}`, call_id: `call_${turns}`, ...tool, arguments: text, status: 'completed' };
}

function say(text) {
  return { type: 'message', id: `msg_${turns}`, role: 'assistant', status: 'completed', content: [{ type: 'output_text', annotations: [], text }] };
}

function next(tools) {
  const named = (name) => tools.find((tool) => tool.name === name);
  if (calledLater) return say('done');
  if (named(later)) {
    calledLater = true;
    return call(named(later), argumentsOfLater);
  }
  if (!named(first)) return say(`${first} is not offered`);
  return turns > mostTurns ? say(`${later} was never offered`) : call(named(first), '{}');
}

function respond(request, response) {
  const id = `resp_${++turns}`;
  const tools = offered(request.tools);
  const item = next(tools);
  fs.appendFileSync(log, JSON.stringify({ offered: tools.map((tool) => tool.name), called: item.name ?? null }) + '\n');
  const usage = { input_tokens: 1, input_tokens_details: { cached_tokens: 0 }, output_tokens: 1,
    output_tokens_details: { reasoning_tokens: 0 }, total_tokens: 2 };
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (event) => response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  send({ type: 'response.created', response: { id, object: 'response', status: 'in_progress', output: [] } });
  send({ type: 'response.output_item.added', output_index: 0, item: { ...item, status: 'in_progress' } });
  send({ type: 'response.output_item.done', output_index: 0, item });
  send({ type: 'response.completed', response: { id, object: 'response', status: 'completed', output: [item], usage } });
  response.end();
}

http.createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    if (request.method === 'POST' && request.url.includes('/responses')) {
      setTimeout(respond, turns === 0 ? 0 : pause, JSON.parse(Buffer.concat(chunks)), response);
      return;
    }
    response.writeHead(request.method === 'GET' ? 200 : 404, { 'content-type': 'application/json' });
    response.end('{"object":"list","data":[{"id":"mock-model","object":"model"}],"models":[]}');
  });
}).listen(Number(port), '127.0.0.1');
