// Looks at sites in a real browser. Arguments: one JSON text,
// [{ name, folder, home, operation, model, words: [...], searches: [[query, part of the address], ...] }, ...]
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { barriers, launch, mistakes, overflow } from "./launch.mjs";
import { serve } from "./serve.mjs";

const browser = await launch();
const problems = [];
const problem = (text) => problems.push(text);

// A page whose every word on the console and every request is heard.
async function open(site, path, { origin, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problem(`${site.name} ${path}: console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problem(`${site.name} ${path}: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith("data:")) problem(`${site.name} ${path}: asks ${url}`);
  });
  await page.goto(`${origin}/${path}`);
  return { page, close: () => context.close() };
}

async function withoutScript(site, origin) {
  const { page, close } = await open(site, site.operation, { origin, javaScriptEnabled: false });
  const text = await page.innerText("main");
  for (const word of site.words) {
    if (!text.includes(word)) problem(`${site.name}: without script ${site.operation} does not show ${word}`);
  }
  const closed = await page.locator("details:not([open])").count();
  if (closed) problem(`${site.name}: ${closed} parts are folded where nothing can unfold them`);
  await page.locator(".contents li a").first().click();
  if (!page.url().endsWith(site.home)) problem(`${site.name}: a link leads to ${page.url()}`);
  await close();
}

async function accessible(site, origin) {
  for (const path of [site.home, site.operation, site.model].filter(Boolean)) {
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [1280, 390]) {
        const { page, close } = await open(site, path, { origin, colorScheme, viewport: { width, height: 844 } });
        for (const barrier of await barriers(page)) problem(`${site.name} ${path} ${colorScheme} ${width}: ${barrier}`);
        const over = await overflow(page);
        if (over > 0) problem(`${site.name} ${path}: ${over} px too wide at ${width}`);
        await close();
      }
    }
  }
}

async function valid(site) {
  for (const path of [site.home, site.operation, site.model].filter(Boolean)) {
    for (const mistake of await mistakes(await readFile(join(site.folder, path), "utf8"))) problem(`${site.name} ${path}: ${mistake}`);
  }
}

async function search(site, origin) {
  for (const [query, wanted] of site.searches) {
    const { page, close } = await open(site, site.operation, { origin });
    await page.keyboard.press("/");
    await page.keyboard.type(query);
    try {
      await page.waitForSelector(".results li", { timeout: 15000 });
      // The wanted page is among the first results, and the keyboard gets there.
      for (let turn = 0; turn < 8; turn += 1) {
        await page.keyboard.press("Enter");
        await page.waitForTimeout(100);
        if (page.url().includes(wanted)) break;
        await page.goto(`${origin}/${site.operation}`);
        await page.keyboard.press("/");
        await page.keyboard.type(query);
        await page.waitForSelector(".results li", { timeout: 15000 });
        for (let down = 0; down <= turn; down += 1) await page.keyboard.press("ArrowDown");
      }
      if (!page.url().includes(wanted)) problem(`${site.name}: searching ${query} does not lead to ${wanted} but ${page.url()}`);
    } catch {
      problem(`${site.name}: searching ${query} finds nothing`);
    }
    await close();
  }
}

async function keyboard(site, origin) {
  const { page, close } = await open(site, site.operation, { origin });
  // Every control has its turn, is seen to have it, and says what it is.
  const count = await page.evaluate(() => document.querySelectorAll("a[href], button, summary, [tabindex='0']").length);
  const seen = new Set();
  for (let turn = 0; turn < Math.min(count + 5, 150); turn += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const style = getComputedStyle(element);
      return {
        html: element.outerHTML.slice(0, 120),
        visible: style.outlineStyle !== "none",
        named: Boolean(element.textContent.trim() || element.getAttribute("aria-label")),
      };
    });
    if (!at) break;
    seen.add(at.html);
    if (!at.visible) problem(`${site.name}: no focus is seen on ${at.html}`);
    if (!at.named) problem(`${site.name}: without a name: ${at.html}`);
  }
  if (seen.size < Math.min(count / 3, 60)) problem(`${site.name}: the keyboard reaches ${seen.size} of ${count}`);
  const tab = page.locator("[role=tab]").first();
  if (await tab.count()) {
    await tab.focus();
    await page.keyboard.press("ArrowRight");
    const chosen = await page.locator("[role=tab][aria-selected=true]").first().innerText();
    if (chosen !== "Rust") problem(`${site.name}: the arrow leads to ${chosen}`);
  }
  await page.keyboard.press("/");
  if (!(await page.locator("dialog").evaluate((dialog) => dialog.open))) problem(`${site.name}: / opens no search`);
  await page.keyboard.press("Escape");
  if (await page.locator("dialog").evaluate((dialog) => dialog.open)) problem(`${site.name}: Escape closes no search`);
  await close();
}

async function theme(site, origin) {
  const { page, close } = await open(site, site.home, { origin, colorScheme: "light" });
  const colour = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await colour();
  const button = page.getByRole("button", { name: /^Theme/ });
  await button.click();
  await button.click();
  const dark = await colour();
  if (light === dark) problem(`${site.name}: the switch changes nothing`);
  await page.reload();
  if ((await colour()) !== dark) problem(`${site.name}: the choice is forgotten`);
  await close();
}

// Deep links to a field unfold what it is in and stop below the header.
async function deep(site, origin) {
  const { page, close } = await open(site, site.operation, { origin });
  const ids = await page.evaluate(() => [...document.querySelectorAll("tr[id], li[id]")].map((element) => element.id));
  for (const id of [ids[0], ids[Math.floor(ids.length / 2)], ids.at(-1)].filter(Boolean)) {
    await page.goto(`${origin}/${site.home}`);
    await page.goto(`${origin}/${site.operation}#${encodeURIComponent(id)}`);
    await page.waitForTimeout(100);
    const box = await page.evaluate((id) => document.getElementById(id).getBoundingClientRect().toJSON(), id);
    if (!(box.height > 0 && box.top >= 0 && box.top < 800)) problem(`${site.name}: #${id} is at ${box.top}`);
  }
  await close();
}

// What is folded away or behind a tab is found by the browser's own search, which a text fragment is.
async function found(site, origin) {
  const { page, close } = await open(site, site.operation, { origin });
  await page.goto("about:blank").catch(() => {});
  await page.goto(`${origin}/${site.operation}#:~:text=import%20requests`);
  await page.waitForFunction(() => [...document.querySelectorAll("[role=tabpanel]:not([hidden])")].some((panel) => panel.textContent.includes("import requests")), null, { timeout: 15000 })
    .catch(() => problem(`${site.name}: the browser's search does not open a tab`));
  await close();
}

// Paper shows what folds away, and not what only a screen has.
async function print(site, origin) {
  const { page, close } = await open(site, site.operation, { origin, viewport: { width: 700, height: 1000 } });
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const text = await page.evaluate(() => document.body.innerText);
  for (const word of [...site.words, "import requests"]) {
    if (!text.includes(word)) problem(`${site.name}: on paper ${site.operation} does not show ${word}`);
  }
  if (await page.locator(".top, .contents, .copy").locator("visible=true").count()) problem(`${site.name}: paper shows controls`);
  const over = await overflow(page);
  if (over > 0) problem(`${site.name}: ${over} px too wide for paper`);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  const open_ = await page.locator("details[open]").count();
  const all = await page.locator("details").count();
  if (all > 3 && open_ === all) problem(`${site.name}: what was folded stays open after printing`);
  await close();
}

async function still(site, origin) {
  const { page, close } = await open(site, site.operation, { origin, reducedMotion: "reduce" });
  const moving = await page.evaluate(() => [...document.querySelectorAll("*")].filter((element) => {
    const style = getComputedStyle(element);
    return style.animationName !== "none" || style.transitionDuration.split(", ").some((time) => time !== "0s") || style.scrollBehavior === "smooth";
  }).length);
  if (moving) problem(`${site.name}: ${moving} elements move where motion is unwanted`);
  await close();
}

// A text from right to left starts at the right, and code stays as it is.
async function direction(site, origin) {
  if (!site.rightToLeft) return;
  const { page, close } = await open(site, site.operation, { origin });
  const starts = await page.evaluate(() => ["main .prose p", "main h1", ".fields-table .prose p", "pre.code code"].map((selector) => {
    const element = document.querySelector(selector);
    const range = document.createRange();
    range.selectNodeContents(element);
    const [box, text] = [element.getBoundingClientRect(), range.getClientRects()[0]];
    return text.left - box.left > box.right - text.right ? "right" : "left";
  }));
  if (starts.join() !== "right,right,right,left") problem(`${site.name}: texts start ${starts}`);
  await close();
}

async function fromDisk(site) {
  const origin = pathToFileURL(site.folder).href;
  const { page, close } = await open(site, site.operation, { origin });
  await page.keyboard.press("/");
  await page.keyboard.type(site.searches[0][0]);
  await page.waitForSelector(".results li", { timeout: 15000 }).catch(() => problem(`${site.name}: no search from a file`));
  await close();
  if (!site.single) return;
  const whole = await open(site, "single.html", { origin });
  const styled = await whole.page.evaluate(() => getComputedStyle(document.querySelector(".top")).position);
  if (styled !== "sticky") problem(`${site.name}: one file has no style`);
  await whole.page.keyboard.press("/");
  await whole.page.keyboard.type(site.searches[0][0]);
  await whole.page.waitForSelector(".results li", { timeout: 15000 }).catch(() => problem(`${site.name}: no search in one file`));
  await whole.close();
}

for (const site of JSON.parse(process.argv[2])) {
  const server = await serve(site.folder);
  const { origin } = server;
  for (const check of [withoutScript, accessible, valid, search, keyboard, theme, deep, found, print, still, direction]) await check(site, origin);
  await fromDisk(site);
  server.close();
}
await browser.close();
for (const text of problems) console.log(text);
process.exit(problems.length ? 1 : 0);
