// Building a site and opening one operation by its link, beside what readers use today. Run by `.ci/browser measure`
// with contracts, an operation of each, and its tag where it has one: SPEC=OPERATION_ID[=TAG] ...
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
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

// The time from the start of the navigation, by the page's own clock, until the operation's heading is in view, the
// quickest of a few, and the bytes of one. Only this machine answers: Redoc's program, which its pages fetch from a
// foreign host, comes from the package and is counted; whatever else is foreign fails at once.
async function opened(folder, path, ...headings) {
  const server = await serve(folder);
  let best = Infinity;
  let bytes = 0;
  for (let run = 0; run < 5; run += 1) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    let foreign = 0;
    await context.route((url) => url.origin !== server.origin, async (route) => {
      if (!route.request().url().endsWith("redoc.standalone.js")) return route.abort();
      const body = readFileSync(join(process.env.COUNTERPART_BROWSER, "redoc/bundles/redoc.standalone.js"));
      foreign += gzipSync(body).length;
      return route.fulfill({ contentType: "text/javascript", headers: { "access-control-allow-origin": "*" }, body });
    });
    await context.addInitScript((texts) => {
      const look = () => {
        const found = [...document.querySelectorAll("h1, h2, h3, .opblock-summary-path")].some((element) => {
          const box = element.getBoundingClientRect();
          const said = element.textContent.replaceAll("\u200b", "");
          return texts.some((text) => said.includes(text)) && box.height > 0 && box.top >= 0 && box.top < innerHeight;
        });
        if (found) globalThis.seenAt = performance.now();
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }, headings);
    const page = await context.newPage();
    server.sent();
    await page.goto(`${server.origin}/${path}`, { waitUntil: "commit" });
    const seen = await page.waitForFunction(() => globalThis.seenAt, null, { timeout: 30000 }).catch(() => null);
    if (seen) best = Math.min(best, await seen.jsonValue());
    bytes = server.sent() + foreign;
    await context.close();
    if (!seen) break;
  }
  server.close();
  return `${best === Infinity ? "not in 30 s" : `${Math.round(best)} ms`}, ${(bytes / 1000).toFixed(1)} kB`;
}

for (const asked of process.argv.slice(2)) {
  const [spec, id, tag] = asked.split("=");
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
    const index = join(folder, "redoc/index.html");
    const built = timed(() => execFileSync("node", [redocly, "build-docs", spec, "-o", index], { stdio: "ignore", env: { ...process.env, REDOCLY_TELEMETRY: "off" } }));
    // The package need not be of the very version that the page names the hash of.
    writeFileSync(index, readFileSync(index, "utf8").replace(/ integrity="[^"]*"/, ""));
    console.log(`  redocly          built in ${built} ms; ${await opened(join(folder, "redoc"), `index.html#${tag ? `tag/${tag}/` : ""}operation/${encodeURIComponent(id)}`, heading, id)}`);
  } catch (error) {
    console.log(`  redocly          ${String(error.message).split("\n")[0]}`);
  }
  const swagger = join(folder, "swagger");
  mkdirSync(swagger);
  const dist = resolve("swagger-ui-dist/package.json").replace("/package.json", "");
  for (const name of readdirSync(dist)) if (/\.(css|js)$/.test(name)) copyFileSync(join(dist, name), join(swagger, name));
  copyFileSync(spec, join(swagger, basename(spec)));
  writeFileSync(join(swagger, "index.html"), `<!doctype html><link rel="stylesheet" href="swagger-ui.css"><div id="ui"></div><script src="swagger-ui-bundle.js"></script><script>SwaggerUIBundle({ url: ${JSON.stringify(basename(spec))}, dom_id: "#ui", deepLinking: true })</script>`);
  const path = (await probe.locator(".endpoint code").evaluate((code) => [...code.childNodes].filter((node) => node.className !== "base").map((node) => node.textContent).join("")));
  const link = `index.html#/${encodeURIComponent(tag ?? "default")}/${encodeURIComponent(id)}`;
  console.log(`  swagger-ui-dist  ${await opened(swagger, link, path)}`);
}
await browser.close();
rmSync(root, { recursive: true });
