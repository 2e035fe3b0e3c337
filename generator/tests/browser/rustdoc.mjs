// Opens what rustdoc made of hostile comments. Arguments: one JSON text,
// [{ folder, hosts: [the only ones that links may lead to] }, ...]
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./launch.mjs";

const browser = await launch();
const problems = [];
let pages = 0;

for (const { folder, hosts } of JSON.parse(process.argv[2])) {
  const page = await (await browser.newContext()).newPage();
  let file = "";
  const problem = (text) => problems.push(`${file}: ${text}`);
  page.on("dialog", (dialog) => { problem(`dialog ${dialog.message()}`); dialog.dismiss(); });
  // Images are the only thing that a comment may have fetched.
  await page.route(/^(?!file:)/, (route) => {
    const { host } = new URL(route.request().url());
    if (route.request().resourceType() !== "image" || !hosts.includes(host)) problem(`asks ${route.request().url()}`);
    return route.abort();
  });
  // The support code has no text of a document. Of thousands of other pages, each text is on some of these.
  const all = (await readdir(folder, { recursive: true })).sort()
    .filter((name) => name.endsWith(".html") && !name.startsWith("support") && !name.startsWith("all."));
  const step = Math.ceil(all.length / 400);
  const files = all.filter((name, index) => index % step === 0 || name.endsWith("index.html"));
  for (file of files) {
    await page.goto(pathToFileURL(join(folder, file)).href, { waitUntil: "domcontentloaded" });
    const { handlers, addresses, elements } = await page.evaluate(() => ({
      handlers: [...document.querySelectorAll("*")].flatMap((element) =>
        element.getAttributeNames().filter((name) => name.startsWith("on")).map((name) => `<${element.localName} ${name}>`)),
      addresses: [...document.querySelectorAll("[href], [src], [action], [data]")].flatMap((element) =>
        ["href", "src", "action", "data"].map((name) => element.getAttribute(name)).filter((value) => value !== null)),
      elements: [...document.querySelectorAll(".docblock, .docblock-short, .item-decl")].flatMap((block) =>
        [...block.querySelectorAll("script, style, iframe, object, embed, svg, base, form")].map((element) => `<${element.localName}>`)),
    }));
    for (const handler of handlers) problem(`handler ${handler}`);
    for (const element of elements) problem(`element ${element}`);
    for (const address of addresses) {
      // Comments of other crates, which rustdoc repeats, have links to items that it does not resolve.
      if (/^\w+::/.test(address)) continue;
      const url = new URL(address, page.url());
      if (url.protocol === "file:" || url.protocol === "mailto:") continue;
      if (url.protocol === "data:" && address.startsWith("data:image/svg+xml")) continue;
      if (!["http:", "https:"].includes(url.protocol) || !hosts.includes(url.host)) problem(`link ${address}`);
    }
    pages += 1;
  }
}
await browser.close();
if (pages < 100) problems.push(`only ${pages} pages`);
for (const text of problems.slice(0, 100)) console.log(text);
process.exit(problems.length ? 1 : 0);
