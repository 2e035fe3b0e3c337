// Debian's Chromium, quiet and without a word to anybody, and the judges of what it shows.
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

// Packages are installed outside of the source tree, in the folder that is named here.
const packages = process.env.COUNTERPART_BROWSER;
const load = createRequire(join(packages, "package.json"));
const { chromium } = load("playwright-core");
export const resolve = (name) => load.resolve(name);
const { HtmlValidate } = load("html-validate");
const validator = new HtmlValidate({ root: true, extends: ["html-validate:standard"] });
const axe = await readFile(resolve("axe-core/axe.min.js"), "utf8");

// What the HTML specification forbids in a text.
export async function mistakes(html) {
  const { results } = await validator.validateString(html);
  return results.flatMap((result) => result.messages).map(({ line, ruleId, message }) => `line ${line}: ${message} (${ruleId})`);
}

// What axe-core finds on a page; what is folded is judged too.
export async function barriers(page) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
  // A page's policy lets no other script in: the judge is put into the page's own world.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return violations.map(({ id, nodes }) => `${id} at ${nodes.length} nodes: ${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary ?? ""}`);
}

// How many pixels a page is wider than its window.
export const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });
