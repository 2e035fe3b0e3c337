// Debian's Chromium, quiet and without a word to anybody.
import { createRequire } from "node:module";
import { join } from "node:path";

// Packages are installed outside of the source tree, in the folder that is named here.
const packages = process.env.COUNTERPART_BROWSER;
const load = createRequire(join(packages, "package.json"));
const { chromium } = load("playwright-core");
export const resolve = (name) => load.resolve(name);

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });
