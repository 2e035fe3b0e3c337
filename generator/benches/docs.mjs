// Building a site and opening one operation by its link, beside what readers use today. Run by `.ci/browser measure`
// with pairs of a contract and an operation: SPEC=OPERATION_ID ...
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { launch, resolve } from "../tests/browser/launch.mjs";
import { serve } from "../tests/browser/serve.mjs";

const root = mkdtempSync(join(tmpdir(), "docs-"));
const target = process.env.CARGO_TARGET_DIR ?? "target";
const browser = await launch();

function timed(work) {
  const start = performance.now();
  work();
  return Math.round(performance.now() - start);
}

// The time from the request until the operation's heading is in view, the quickest of a few, and the bytes of one.
async function opened(folder, path, heading) {
  const server = await serve(folder);
  let best = Infinity;
  let bytes = 0;
  for (let run = 0; run < 3; run += 1) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    server.sent();
    const start = performance.now();
    await page.goto(`${server.origin}/${path}`, { waitUntil: "commit" });
    const seen = await page
      .waitForFunction((text) => [...document.querySelectorAll("h1, h2, h3, .opblock-summary-path")].some((element) => {
        const box = element.getBoundingClientRect();
        return element.textContent.includes(text) && box.height > 0 && box.top >= 0 && box.top < innerHeight;
      }), heading, { timeout: 20000, polling: 10 })
      .catch(() => null);
    if (seen) best = Math.min(best, performance.now() - start);
    await page.waitForLoadState("load").catch(() => {});
    bytes = server.sent();
    await context.close();
  }
  server.close();
  return `${best === Infinity ? "not in 20 s" : `${Math.round(best)} ms`}, ${(bytes / 1000).toFixed(1)} kB`;
}

for (const pair of process.argv.slice(2)) {
  const cut = pair.lastIndexOf("=");
  const [spec, id] = [pair.slice(0, cut), pair.slice(cut + 1)];
  const folder = join(root, basename(spec));
  mkdirSync(folder, { recursive: true });
  const slug = id.replace(/[^A-Za-z0-9_.]+/g, "-");
  const own = timed(() => execFileSync(join(target, "release/counterpart"), ["docs", spec, "--out", join(folder, "own"), "--markdown", "none"]));
  const page = `operations/${slug}.html`;
  const probe = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await probe.goto(`file://${join(folder, "own", page)}`);
  const heading = (await probe.innerText("h1")).replace(/\s*Deprecated$/, "");
  console.log(`${basename(spec)} ${id}`);
  console.log(`  counterpart      built in ${own} ms; ${await opened(join(folder, "own"), page, heading)}`);
  try {
    mkdirSync(join(folder, "redoc"));
    const redocly = resolve("@redocly/cli/package.json").replace("package.json", "bin/cli.js");
    const built = timed(() => execFileSync("node", [redocly, "build-docs", spec, "-o", join(folder, "redoc/index.html")], { stdio: "ignore", env: { ...process.env, REDOCLY_TELEMETRY: "off" } }));
    console.log(`  redocly          built in ${built} ms; ${await opened(join(folder, "redoc"), `index.html#operation/${encodeURIComponent(id)}`, heading)}`);
  } catch (error) {
    console.log(`  redocly          ${String(error.message).split("\n")[0]}`);
  }
  const swagger = join(folder, "swagger");
  mkdirSync(swagger);
  const dist = resolve("swagger-ui-dist/package.json").replace("/package.json", "");
  for (const name of readdirSync(dist)) if (/\.(css|js)$/.test(name)) copyFileSync(join(dist, name), join(swagger, name));
  copyFileSync(spec, join(swagger, basename(spec)));
  writeFileSync(join(swagger, "index.html"), `<!doctype html><link rel="stylesheet" href="swagger-ui.css"><div id="ui"></div><script src="swagger-ui-bundle.js"></script><script>SwaggerUIBundle({ url: ${JSON.stringify(basename(spec))}, dom_id: "#ui", deepLinking: true })</script>`);
  const path = await probe.innerText(".endpoint code").then((text) => `/${text.split("/").slice(3).join("/")}`);
  console.log(`  swagger-ui-dist  ${await opened(swagger, "index.html", path.slice(0, 12))} (the first operation of its path in view)`);
}
await browser.close();
rmSync(root, { recursive: true });
