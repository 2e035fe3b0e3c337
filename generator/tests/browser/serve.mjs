// A static server as sites commonly have: compressed, on a free port of this machine.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

// Resolves to { origin, sent(), close() }; `sent()` is how many bytes went out since it was last asked.
export async function serve(folder) {
  let bytes = 0;
  const cache = new Map();
  const server = createServer(async (request, response) => {
    try {
      const path = normalize(decodeURIComponent(new URL(request.url, "http://x").pathname));
      if (path.includes("..")) throw new Error("outside");
      if (!cache.has(path)) cache.set(path, gzipSync(await readFile(join(folder, path)), { level: 9 }));
      const body = cache.get(path);
      bytes += body.length;
      response.writeHead(200, {
        "content-type": types[extname(path)] ?? "application/octet-stream",
        "content-encoding": "gzip",
        "content-length": body.length,
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    sent() {
      const sent = bytes;
      bytes = 0;
      return sent;
    },
    close: () => server.close(),
  };
}
