// Puts contacts to compiled checkers, as JSON Lines: one answer a line, in the order of the contacts.
//
//     node javascript_driver.mjs build/polha/checker.mjs < contacts.jsonl > answers.jsonl
//
// A line is one of
//     {"contact": {…}, "as_of": "…", "reading": "announced"}      the answer of `due`
//     {"contacts": [{…}, …], "as_of": "…", "reading": "…"}        the answer of `measure`
//     {"promise": "…", "start": "…", "known": {…}}                the answer of `deadline`
//     {"tables": true}                                            its `promises` and its `tables`
// `as_of` and `reading` may be left out; `"checker": "path"` asks another checker than the one of the command line.
import { once } from "node:events";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const loaded = new Map();

async function load(path) {
  if (!loaded.has(path)) loaded.set(path, await import(pathToFileURL(resolve(path))));
  return loaded.get(path);
}

const NO_OBJECT = { code: "T701", message: "the line is no JSON object", help: "write one contact a line" };

function read(line) {
  try {
    const asked = JSON.parse(line);
    return asked !== null && typeof asked == "object" && !Array.isArray(asked) ? asked : null;
  } catch {
    return null;
  }
}

async function answer(line) {
  const asked = read(line);
  if (asked === null) return { error: NO_OBJECT };
  const checker = await load(asked.checker ?? process.argv[2]);
  if ("tables" in asked) return { promises: checker.promises, tables: checker.tables };
  if ("promise" in asked) return checker.deadline(asked.promise, asked.start, asked.known);
  if ("contacts" in asked) return checker.measure(asked.contacts, asked.as_of, asked.reading);
  return checker.due(asked.contact, asked.as_of, asked.reading);
}

async function* lines(stream) {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let rest = "";
  for await (const bytes of stream) {
    const parts = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = parts.pop();
    yield* parts;
  }
  rest += decoder.decode();
  if (rest) yield rest;
}

let held = "";
for await (const line of lines(process.stdin)) {
  if (!line.trim()) continue;
  held += JSON.stringify(await answer(line)) + "\n";
  if (held.length > 65536) {
    if (!process.stdout.write(held)) await once(process.stdout, "drain");
    held = "";
  }
}
process.stdout.write(held);
