// Started by `cargo xtask test`, which says where the hosted page is (GONGKAI_SITE) and which browser to use
// (GONGKAI_CHROMIUM). Started by hand, it serves dist/site itself.
import { defineConfig, type Project } from "@playwright/test";
import type { Place } from "./page.ts";

const ownPort = 8099;
const site = process.env.GONGKAI_SITE ?? `http://127.0.0.1:${ownPort}/`;
const file = new URL("../../dist/gongkai.html", import.meta.url).href;

type PlacedProject = Project<Place>;
const hosted: PlacedProject = { name: "hosted", use: { address: site } };
const projects: PlacedProject[] = [hosted, { name: "file", use: { address: file } }];

// Neither measurements nor pictures are tests; each is a run of its own.
const bench: PlacedProject = { ...hosted, name: "bench", testDir: "bench", testMatch: "**/*.ts" };
const shots: PlacedProject = { ...hosted, name: "shots", testMatch: "shots.ts" };

export default defineConfig<Place>({
  testDir: ".",
  testIgnore: "bench/**",
  outputDir: "results",
  projects: process.env.GONGKAI_BENCH ? [{ ...bench, testIgnore: [] }] : process.env.GONGKAI_SHOTS ? [shots] : projects,
  // What is measured must have the machine to itself.
  workers: process.env.GONGKAI_BENCH ? 1 : 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  use: {
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    // A trace of every test takes a quarter of the time of all of them; `--trace retain-on-failure` records it.
    trace: "off",
    screenshot: "only-on-failure",
    video: "off",
    launchOptions: {
      executablePath: process.env.GONGKAI_CHROMIUM || "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
  webServer: process.env.GONGKAI_SITE
    ? undefined
    : { command: `cargo xtask serve --built --port ${ownPort}`, url: site, cwd: "../.." },
});
