// Looks at reports of reviews in a real browser. Arguments: one JSON text,
// [{ name, file, words: [...], curl: a command that is to be copied }, ...]
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { barriers, launch, mistakes, overflow } from "./launch.mjs";

const browser = await launch();
const problems = [];

for (const { name, file, words, curl } of JSON.parse(process.argv[2])) {
  const problem = (text) => problems.push(`${name}: ${text}`);
  const url = pathToFileURL(file).href;
  const open = async (options) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    page.on("console", (message) => problem(`console: ${message.text()}`));
    page.on("pageerror", (error) => problem(error.message));
    page.on("request", (request) => { if (request.url() !== url) problem(`asks ${request.url()}`); });
    await page.goto(url);
    return page;
  };

  for (const mistake of await mistakes(await readFile(file, "utf8"))) problem(mistake);

  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 390]) {
      const page = await open({ colorScheme, viewport: { width, height: 844 } });
      for (const barrier of await barriers(page)) problem(`${colorScheme} ${width}: ${barrier}`);
      const over = await overflow(page);
      if (over > 0) problem(`${over} px too wide at ${width}`);
      await page.context().close();
    }
  }

  // Everything is there without a script, in the list at the top and below.
  const plain = await open({ javaScriptEnabled: false });
  const text = await plain.innerText("body");
  for (const word of words) if (!text.includes(word)) problem(`without script it does not show ${word}`);
  if (await plain.locator("button").locator("visible=true").count()) problem("a button is seen that does nothing");
  const links = await plain.evaluate(() => [...document.querySelectorAll("nav a")].filter((link) => !document.getElementById(link.hash.slice(1))).length);
  if (links) problem(`${links} links lead nowhere`);
  await plain.context().close();

  if (curl) {
    const page = await open({ permissions: ["clipboard-read", "clipboard-write"] });
    const exchange = page.locator(".exchange", { hasText: curl }).first();
    await exchange.getByRole("button").focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => [...document.querySelectorAll(".exchange button")].some((button) => button.textContent !== "copy"));
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    if (!copied.includes(curl)) problem(`the button copies ${copied}`);
    await page.emulateMedia({ media: "print" });
    if (await page.locator("button").locator("visible=true").count()) problem("paper shows buttons");
    await page.context().close();
  }
}
await browser.close();
for (const text of problems) console.log(text);
process.exit(problems.length ? 1 : 0);
